"""How large a soak is, how far it has come, and what it gave in one line.

`GOLDENBRIDGE_SIZE` is the share of the full size, 1 unless told. Run with `-s` to see the lines;
`python scripts/proof.py` writes the last result of each into docs/operations-proof.md.
"""

import json
import os
import time
from collections.abc import Iterator
from typing import Any

SIZE = float(os.environ.get("GOLDENBRIDGE_SIZE", "1"))
_EVERY_S = 10.0


def sized(full: int, least: int = 1) -> int:
    """The share of `full` that is asked for."""
    return max(least, round(full * SIZE))


def counted(name: str, most: int) -> Iterator[int]:
    """0 to `most` - 1, telling every ten seconds how far it is."""
    told = time.monotonic()
    for done in range(most):
        if time.monotonic() - told > _EVERY_S:
            told = time.monotonic()
            print(f"{name}: {done:,} of {most:,}", flush=True)  # noqa: T201 - to the terminal
        yield done


def proved(goal: str, url: str, result: str, **more: Any) -> None:
    """The line that says what came of it."""
    engine = "SQLite" if url.startswith("sqlite") else "PostgreSQL"
    line = {"goal": goal, "engine": engine, "result": result, "size": SIZE} | more
    print(f"\nPROOF {json.dumps(line)}", flush=True)  # noqa: T201 - to the terminal
