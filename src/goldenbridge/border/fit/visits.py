"""A log of visits to stations, as columns; what cannot have happened is left out and told."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from goldenbridge.border.tables import Floats, Ints
from goldenbridge.errors import LogError


@dataclass(frozen=True, slots=True, eq=False)
class StationVisits:
    """`n` visits; minutes count from the local midnight that begins `first`.

    `visit` [n] numbers the truck's way through the site, `station` [n] is a place in `stations`,
    `way` [n] one in `ways`, pairs of direction and class; `arrived`, `started` and `ended` [n] are
    minutes; `served` [n] is False for a truck that gave up waiting.
    """

    stations: tuple[str, ...]
    ways: tuple[tuple[str, str], ...]
    first: date
    visit: Ints
    station: Ints
    way: Ints
    arrived: Floats
    started: Floats
    ended: Floats
    served: NDArray[np.bool_]

    def only(self, chosen: NDArray[np.bool_] | Ints) -> "StationVisits":
        """The visits that are `chosen`, by mask or by place."""
        return replace(
            self,
            visit=self.visit[chosen],
            station=self.station[chosen],
            way=self.way[chosen],
            arrived=self.arrived[chosen],
            started=self.started[chosen],
            ended=self.ended[chosen],
            served=self.served[chosen],
        )


def sound(log: StationVisits) -> tuple[StationVisits, Mapping[str, int]]:
    """The visits that can have happened, in order of truck and time, and how many others by fault.

    A visit that starts before it arrives, ends before it starts, lacks a time or lies before the
    first day is left out, as is the second of two equal ones. Raises LogError when none is left.
    """
    times = np.column_stack([log.arrived, log.started, log.ended])
    unknown = ~np.isfinite(times).all(axis=1)
    early = ~unknown & (log.arrived < 0)
    backward = ~unknown & ~early & ((log.started < log.arrived) | (log.ended < log.started))
    kept = log.only(~(unknown | early | backward))
    order = np.lexsort((kept.started, kept.arrived, kept.visit))
    kept = kept.only(order)
    same = np.zeros(kept.visit.size, dtype=bool)
    columns = (kept.visit, kept.station, kept.arrived, kept.started, kept.ended)
    same[1:] = np.logical_and.reduce([column[1:] == column[:-1] for column in columns])
    found = {
        "a time is missing": int(unknown.sum()),
        "before the first day": int(early.sum()),
        "starts or ends before it can": int(backward.sum()),
        "twice": int(same.sum()),
    }
    kept = kept.only(~same)
    if not kept.visit.size:
        raise LogError("visits: found none that can have happened; allowed: at least one")
    return kept, {kind: count for kind, count in found.items() if count}
