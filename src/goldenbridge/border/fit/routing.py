"""Which way trucks took: the share of each leg among those that left a station."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goldenbridge.border.fit.visits import StationVisits
from goldenbridge.border.tables import Ints
from goldenbridge.site.routes import IN, OUT, Leg

_SETTLED = 0.999


@dataclass(frozen=True, slots=True)
class LegFit:
    """A leg with its share among `n` trucks that left `leg.after`, and the share's error."""

    leg: Leg
    n: int
    error: float


def routing(log: StationVisits) -> dict[tuple[str, str], tuple[LegFit, ...]]:
    """The legs of each way, from a sound log (in order of truck and time).

    Trucks that arrived so late that one in a thousand of the others took longer than was left of
    the log are not counted: the log may end before they do. Whoever gives up waits for no leg.
    """
    settled = log.only(_settled(log))
    last = np.r_[settled.visit[1:] != settled.visit[:-1], True]
    stations = len(settled.stations)
    # places: every station, then `in` and `out`, which no leg both leaves and enters
    to = np.where(last, stations, np.r_[settled.station[1:], 0])
    places = (*settled.stations, OUT)
    firsts = np.r_[True, last[:-1]]
    size = (len(settled.ways), stations + 1, stations + 1)
    counts = np.zeros(size, dtype=np.int64)
    through = settled.served | ~last
    np.add.at(counts, (settled.way[through], settled.station[through], to[through]), 1)
    entered = np.full(int(firsts.sum()), stations)
    np.add.at(counts, (settled.way[firsts], entered, settled.station[firsts]), 1)
    return {
        way: tuple(
            _leg(IN if after == stations else places[after], places[int(here)], row, int(here))
            for after, row in enumerate(counts[kind])
            for here in np.flatnonzero(row)
        )
        for kind, way in enumerate(settled.ways)
    }


def _settled(log: StationVisits) -> NDArray[np.bool_]:
    starts = np.flatnonzero(np.r_[True, log.visit[1:] != log.visit[:-1]])
    lengths = np.diff(np.r_[starts, log.visit.size])
    begun, done = log.arrived[starts], log.ended[starts + lengths - 1]
    longest = float(np.quantile(done - begun, _SETTLED))
    return np.asarray(np.repeat(begun <= log.ended.max() - longest, lengths))


def _leg(after: str, to: str, row: Ints, here: int) -> LegFit:
    n = int(row.sum())
    share = float(row[here] / n)
    error = float(np.sqrt(share * (1 - share) / n))
    return LegFit(Leg(after=after, to=to, share=share), n, error)
