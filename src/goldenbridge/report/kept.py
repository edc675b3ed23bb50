"""What takes long is computed once and kept in the cache of the user."""

import functools
import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from goldenbridge.border.results import Estimate
from goldenbridge.errors import OutputError
from goldenbridge.nexus.basin import Basin
from goldenbridge.outlook.crossings import Way, ways
from goldenbridge.outlook.exchanges import Bargain, Schedule, bargain
from goldenbridge.programme.writing import write_whole
from goldenbridge.site.demand import Demand
from goldenbridge.site.site import Site

Thing = TypeVar("Thing")
DAYS, WARMUP_DAYS = 365, 28.0


def kept(
    asked: tuple[object, ...],
    make: Callable[[], Thing],
    *,
    dump: Callable[[Thing], Any],
    load: Callable[[Any], Thing],
) -> Thing:
    """What was kept under the same inputs and code, else made now and kept.

    `dump` turns it into what JSON holds, `load` back. A cache that cannot be read or written costs
    time and nothing else.
    """
    name = hashlib.sha256(repr((asked, _code())).encode()).hexdigest()[:32]
    with suppress(OSError, ValueError, TypeError, LookupError, RuntimeError):
        return load(json.loads((_folder() / f"{name}.json").read_text("utf-8")))
    made = make()
    with suppress(OSError, OutputError, RuntimeError):
        _folder().mkdir(parents=True, exist_ok=True)
        write_whole(_folder() / f"{name}.json", json.dumps(dump(made)))
    return made


def crossing_times(site: Site, demand: Demand, *, replications: int, seed: int) -> tuple[Way, ...]:
    """Times of a year at `site`, kept from the last time they were asked for.

    Raises KeyboardInterrupt where Ctrl-C ended the run early: what there is would not be what was
    asked for.
    """

    def make() -> tuple[Way, ...]:
        from goldenbridge.border.simulation import simulate  # noqa: PLC0415 - compiles

        result = simulate(
            site,
            demand,
            days=DAYS,
            warmup_days=WARMUP_DAYS,
            replications=replications,
            seed=seed,
        )
        if result.replications < replications:
            raise KeyboardInterrupt
        return tuple(ways(result))

    asked = (site, demand, DAYS, WARMUP_DAYS, replications, seed)
    return kept(asked, make, dump=_rows, load=_ways)


def bargain_of(basin: Basin, *, members: int, seed: int) -> Bargain:
    """The agreement of a basin, kept from the last time it was asked for.

    Raises ExtraError without a solver.
    """

    def make() -> Bargain:
        from goldenbridge.nexus.deal import negotiate  # noqa: PLC0415 - loads a solver

        return bargain(negotiate(basin, members=members, seed=seed))

    def load(rows: Any) -> Bargain:
        *first, schedule = rows
        return Bargain._make((*first, Schedule(*schedule)))

    return kept((basin, members, seed), make, dump=list, load=load)


def _rows(found: tuple[Way, ...]) -> list[Any]:
    return [[w.direction, *((e.value, e.half_width) for e in w[1:])] for w in found]


def _ways(rows: Any) -> tuple[Way, ...]:
    return tuple(Way(name, *(Estimate(*pair) for pair in pairs)) for name, *pairs in rows)


def _folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "goldenbridge"


@functools.cache
def _code() -> str:
    """The code that computes, by its hash: another version computes anew."""
    package = Path(str(files("goldenbridge")))
    rooms = (package / room for room in ("site", "trade", "border", "nexus", "outlook"))
    texts = sorted((path.name, path.read_bytes()) for room in rooms for path in room.rglob("*.py"))
    return hashlib.sha256(b"".join(text for _, text in texts)).hexdigest()
