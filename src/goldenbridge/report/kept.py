"""What takes long is simulated once and kept in the cache of the user."""

import functools
import hashlib
import json
import os
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

from goldenbridge.border.results import Estimate
from goldenbridge.errors import OutputError
from goldenbridge.nexus.basin import Basin
from goldenbridge.outlook.crossings import Way, ways
from goldenbridge.outlook.exchanges import Bargain, bargain
from goldenbridge.programme.writing import write_whole
from goldenbridge.site.demand import Demand
from goldenbridge.site.site import Site

DAYS, WARMUP_DAYS = 365, 28.0


def crossing_times(site: Site, demand: Demand, *, replications: int, seed: int) -> tuple[Way, ...]:
    """Times of a year at `site`: those kept under the same inputs, code and seed, else simulated.

    A cache that cannot be read or written costs time and nothing else. Raises KeyboardInterrupt
    where Ctrl-C ended the run early: what there is would not be what was asked for.
    """
    asked = (site, demand, DAYS, WARMUP_DAYS, replications, seed, _code())
    name = hashlib.sha256(repr(asked).encode()).hexdigest()[:32]
    with suppress(OSError, ValueError, TypeError, RuntimeError):
        return _read((_folder() / f"{name}.json").read_text("utf-8"))
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
    found = tuple(ways(result))
    with suppress(OSError, OutputError, RuntimeError):
        _folder().mkdir(parents=True, exist_ok=True)
        write_whole(
            _folder() / f"{name}.json",
            json.dumps([[w.direction, *((e.value, e.half_width) for e in w[1:])] for w in found]),
        )
    return found


def bargain_of(basin: Basin, *, members: int, seed: int) -> Bargain:
    """The agreement of a basin: that kept under the same inputs, code and seed, else negotiated.

    Raises ExtraError without a solver.
    """
    asked = (basin, members, seed, _code())
    file = _folder() / f"{hashlib.sha256(repr(asked).encode()).hexdigest()[:32]}.json"
    with suppress(OSError, ValueError, TypeError, RuntimeError):
        return Bargain(*json.loads(file.read_text("utf-8")))
    from goldenbridge.nexus.deal import negotiate  # noqa: PLC0415 - loads a solver

    found = bargain(negotiate(basin, members=members, seed=seed))
    with suppress(OSError, OutputError, RuntimeError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, json.dumps(found))
    return found


def _read(text: str) -> tuple[Way, ...]:
    rows = json.loads(text)
    return tuple(Way(name, *(Estimate(*pair) for pair in pairs)) for name, *pairs in rows)


def _folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "goldenbridge"


@functools.cache
def _code() -> str:
    """The code that simulates and shortens, by its hash: another version computes anew."""
    rooms = (files("goldenbridge") / room for room in ("site", "border", "nexus", "outlook"))
    sources = (path for room in rooms for path in room.iterdir())
    texts = sorted((p.name, p.read_bytes()) for p in sources if p.name.endswith(".py"))
    return hashlib.sha256(b"".join(text for _, text in texts)).hexdigest()
