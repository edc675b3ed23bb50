"""Run the soaks of the server and write the last result of each to docs/operations-proof.md.

python scripts/proof.py [--size SHARE] [WORDS]; WORDS are as for pytest -k, SHARE is 1 for the full
size. Rows of soaks that were not run stay as they are.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.operations import fdatasync_per_s

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "operations-proof.md"
SOAKS = ["tests/soak/test_operations.py", "tests/soak/test_operations_machine.py"]
SOAKS += ["tests/soak/test_explored.py"]
ROW = re.compile(r"^\| (\d+\. [^|]+) \| ([^|]+) \|")


def lines(size: float, words: str) -> list[dict[str, object]]:
    """What the soaks told; the exit code of a soak that failed ends this."""
    command = [sys.executable, "-m", "pytest", "-q", "-s", *SOAKS]
    command += ["-k", words] if words else []
    found = []
    environment = os.environ | {"GOLDENBRIDGE_SIZE": str(size)}
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            if line.startswith("PROOF "):
                found.append(json.loads(line.removeprefix("PROOF ")))
    if process.returncode:
        print(f"exit code {process.returncode}; what failed keeps its row", file=sys.stderr)
    return found


def main() -> None:
    """Run, then put the new rows in the place of the old ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=float, default=1.0, help="share of the full size")
    parser.add_argument("words", nargs="?", default="", help="as for pytest -k")
    given = parser.parse_args()
    with TemporaryDirectory(dir=ROOT) as folder:
        syncs = fdatasync_per_s(Path(folder))
    day = datetime.now(UTC).date().isoformat()
    text = PAGE.read_text(encoding="utf-8")
    rows = {match.groups(): line for line in text.splitlines() if (match := ROW.match(line))}
    head = text.partition("| --- ")[0] + "| --- | --- | --- | --- | --- | --- |\n"
    for told in lines(given.size, given.words):
        key = str(told["goal"]), str(told["engine"])
        cells = [*key, str(told["result"]), f"{told['size']:g}", f"{syncs:,.0f}", day]
        rows[key] = f"| {' | '.join(cells)} |"
    order = sorted(rows, key=lambda key: (float(key[0].partition(".")[0]), key[1]))
    PAGE.write_text(head + "".join(f"{rows[key]}\n" for key in order), encoding="utf-8")


if __name__ == "__main__":
    main()
