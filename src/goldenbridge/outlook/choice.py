"""Which crossing trucks choose once some of them are faster: what that takes off the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from goldenbridge.outlook.network import Network
from goldenbridge.outlook.spans import Span, span
from goldenbridge.outlook.surface import Surface
from goldenbridge.outlook.times import Times

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """The crossings between which trucks choose, as they are without measures.

    `surfaces` of all their trucks, and `trucks` a day of the demand they were made for, by site;
    `per_hour` [draw] is β of `Network`. The draws are the first of those of the scenarios.
    """

    surfaces: Mapping[str, Surface]
    trucks: Mapping[str, float]
    per_hour: Floats

    @property
    def draws(self) -> int:
        """How many draws are solved."""
        return len(self.per_hour)

    def now(self, service: Floats, growth: Floats) -> Network:
        """The network without measures, which has the trucks of today as its equilibrium.

        `service` [draw] multiplies durations at every crossing, `growth` [draw] is today's traffic
        of the draw as a share of that of the demand.
        """
        today = growth[:, np.newaxis] * np.array(list(self.trucks.values()))
        times = [one.at(service) for one in self.surfaces.values()]
        return Network.calibrated(tuple(self.surfaces), times, trucks=today, per_hour=self.per_hour)

    def changed(self, now: Network, times: Mapping[str, Times]) -> Network:
        """The same detours with other `times` at some crossings."""
        kept = zip(now.ids, now.times, strict=True)
        return Network.of(
            now.ids,
            [times.get(name, one) for name, one in kept],
            detour_h=now.detour_h,
            per_hour=now.per_hour,
        )


class Spread(NamedTuple):
    """A crossing under a scenario: trucks a day and mean hours, and how they differ from before.

    `fewer` is trucks a day less than without measures, `saved_h` hours less.
    """

    crossing: str
    trucks: Span
    fewer: Span
    mean_h: Span
    saved_h: Span


def spreads(
    before: Network, after: Network, load: Floats, load_after: Floats
) -> tuple[Spread, ...]:
    """How trucks spread over the crossings of `after` instead of `before`, for each of them.

    `load` and `load_after` [draw] are the trucks a day over all crossings.
    """
    old, new = before.split(load), after.split(load_after)
    return tuple(
        Spread(
            name,
            span(new.trucks[:, i]),
            span(old.trucks[:, i] - new.trucks[:, i]),
            span(new.mean_h[:, i]),
            span(old.mean_h[:, i] - new.mean_h[:, i]),
        )
        for i, name in enumerate(before.ids)
    )
