"""What was agreed against what was done: deliveries, power owed, and the balance of water."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goldenbridge.errors import SeriesError
from goldenbridge.nexus.basin import Basin, Entry
from goldenbridge.nexus.power import Swap

Floats = NDArray[np.float64]
SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Kept:
    """One entry judged: `compliance` is done / agreed, None where one of them is not known."""

    entry: Entry
    compliance: float | None


@dataclass(frozen=True, slots=True)
class Settlement:
    """A swap over its history, GWh: given, owed for it, returned, and what is still due."""

    swap: str
    out: float
    owed: float
    back: float
    due: float


@dataclass(frozen=True, slots=True)
class Score:
    """How a set of periods went.

    `compliance` is 1 − the sum of shortfalls / the sum agreed: what was promised was given.
    `performance` is 1 − the sum of shortfalls against need / the sum needed: the need was met,
    whatever was promised. Bernauer and Siegfried (2008) show why both are wanted.
    """

    compliance: float
    performance: float


def kept(basin: Basin, as_of: date | None = None) -> tuple[Kept, ...]:
    """The entries that had ended by `as_of`, in the order of the folder."""
    return tuple(
        Kept(entry, _ratio(entry))
        for entry in basin.entries
        if as_of is None or entry.period.end <= as_of
    )


def _ratio(entry: Entry) -> float | None:
    if entry.actual is None or not entry.planned:
        return None
    return entry.actual / entry.planned


def settlement(swap: Swap, entries: Sequence[Entry]) -> Settlement:
    """The account of a swap: what was given out times its coefficient, less what came back.

    Where an entry has no actual, what was planned counts.
    """
    own = [entry for entry in entries if entry.of == swap.id]
    out, back = (
        sum(_done(entry) for entry in own if entry.kind == kind) for kind in ("out", "back")
    )
    owed = (swap.balance_gwh or 0.0) + swap.coefficient * out
    return Settlement(swap.id, out, owed, back, owed - back)


def _done(entry: Entry) -> float:
    return entry.actual if entry.actual is not None else entry.planned or 0.0


def score(agreed: ArrayLike, done: ArrayLike, needed: ArrayLike) -> Score:
    """Compliance and performance of deliveries by period.

    Raises SeriesError where the lengths differ or nothing was agreed or needed.
    """
    planned, actual, wanted = (np.asarray(v, dtype=np.float64) for v in (agreed, done, needed))
    if not planned.shape == actual.shape == wanted.shape:
        shapes = f"{planned.size}, {actual.size} and {wanted.size}"
        raise SeriesError(f"agreed, done, needed: found {shapes} periods; allowed: as many of each")
    if planned.sum() <= 0 or wanted.sum() <= 0:
        raise SeriesError("agreed, needed: found none; allowed: a period with some")
    return Score(
        float(1 - np.maximum(planned - actual, 0).sum() / planned.sum()),
        float(1 - np.maximum(wanted - actual, 0).sum() / wanted.sum()),
    )


def volume_mm3(flow_m3s: ArrayLike, days: ArrayLike) -> Floats:
    """The volume of flows over spans of days, Mm³."""
    volume = np.asarray(flow_m3s, dtype=np.float64) * np.asarray(days) * SECONDS_A_DAY / 1e6
    return np.asarray(volume, dtype=np.float64)


def unexplained_mm3(volumes_mm3: ArrayLike, inflow_mm3: ArrayLike, release_mm3: ArrayLike) -> float:
    """What published volumes, one more than the flows, hold beyond inflow less release, Mm³.

    Evaporation makes it negative; anything else is an error of one of the three.
    """
    volumes = np.asarray(volumes_mm3, dtype=np.float64)
    flows = np.asarray(inflow_mm3, dtype=np.float64) - np.asarray(release_mm3, dtype=np.float64)
    if len(volumes) != len(flows) + 1:
        found = f"{len(volumes)} volumes beside {len(flows)} flows"
        raise SeriesError(f"balance: found {found}; allowed: one volume more than flows")
    return float(volumes[-1] - volumes[0] - flows.sum())
