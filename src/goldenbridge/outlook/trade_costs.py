"""What time at the border does to the price of goods, and what the price does to trade."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goldenbridge.errors import LoopError

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Trade:
    """Trade by group of goods and how it answers to the border; every array is [draw, group].

    `base_usd` X⁰: USD a year at the costs of the base; `growth` G: factor of trade at those costs;
    `elasticity` θ of trade to trade costs; `time_cost` δ: share of the value that a day costs;
    `truck_hour_usd`: an hour of a waiting truck; `fees_usd` for a truck and crossing;
    `usd_per_tonne` and `tonnes_per_truck`, infinite for goods no truck carries; `reliability`: how
    far the time planned for goes from the mean to the 95th percentile, 0 to 1.
    """

    groups: tuple[str, ...]
    base_usd: Floats
    growth: Floats
    elasticity: Floats
    time_cost: Floats
    truck_hour_usd: Floats
    fees_usd: Floats
    usd_per_tonne: Floats
    tonnes_per_truck: Floats
    reliability: Floats

    @classmethod
    def of(cls, groups: tuple[str, ...], *, draws: int, **values: ArrayLike) -> Self:
        """Make one of numbers, [draw] (or [draw, 1]), [group] and [draw, group] arrays.

        Raises LoopError as `Trade` does, and for a value that is missing or has another shape; one
        axis is refused where there are as many draws as groups.
        """
        names = [field.name for field in fields(cls)[1:]]
        missing = [name for name in names if name not in values]
        if missing:
            raise LoopError(f"{missing[0]}: found nothing; allowed: a number, [draw] or [group]")
        shape = (draws, len(groups))
        return cls(groups, **{n: _shaped(n, np.asarray(values[n], float), shape) for n in names})

    def __post_init__(self) -> None:
        positive = ("elasticity", "usd_per_tonne", "tonnes_per_truck")
        for name, array in self._arrays().items():
            if array.shape != (self.base_usd.shape[0], len(self.groups)):
                raise LoopError(
                    f"{name}: found shape {array.shape}; allowed: [draw, group], here "
                    f"({self.base_usd.shape[0]}, {len(self.groups)})"
                )
            if name in positive:
                endless = array == np.inf if name != "elasticity" else np.zeros(array.shape, bool)
                self._refuse(name, ~(endless | (np.isfinite(array) & (array > 0))), "above 0")
            else:
                sound = np.isfinite(array) & (array >= 0)
                self._refuse(name, ~sound, "finite and 0 or more")
        self._refuse("reliability", self.reliability > 1, "from 0 to 1")

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return int(self.base_usd.shape[0])

    def cost(self, mean_h: Floats, p95_h: Floats) -> Floats:
        """τ [draw, group] at hours [draw] or [draw, group].

        τ = 1 + δ · V / 24 + (truck_hour · W + fees) / (usd_per_tonne · tonnes_per_truck), with W
        the mean hours and V = W + reliability · (p95 - W) those a shipper plans for. The value of
        a day is that of Hummels & Schaur (2013, American Economic Review 103(7)); it is counted
        for what is planned, since goods that come early wait too.
        """
        mean, late = self._by_group(mean_h), self._by_group(p95_h)
        planned = (1 - self.reliability) * mean + self.reliability * late
        a_truck = self.truck_hour_usd * mean + self.fees_usd
        value = self.usd_per_tonne * self.tonnes_per_truck
        return np.asarray(1 + self.time_cost * planned / 24 + a_truck / value)

    def at(self, cost: Floats, base_cost: Floats) -> Floats:
        """Trade, USD a year [draw, group], at `cost` against the cost of the base."""
        return np.asarray(self.latent_usd * (cost / base_cost) ** -self.elasticity)

    @property
    def latent_usd(self) -> Floats:
        """Trade at the cost of the base, X⁰ · G [draw, group]: what would be with no more wait."""
        return self.base_usd * self.growth

    def _by_group(self, hours: Floats) -> Floats:
        return hours if hours.ndim == 2 else hours[:, np.newaxis]

    def _arrays(self) -> Mapping[str, Floats]:
        return {field.name: getattr(self, field.name) for field in fields(self)[1:]}

    def _refuse(self, name: str, bad: NDArray[np.bool_], allowed: str) -> None:
        if bad.any():
            draw, group = (int(i) for i in np.argwhere(bad)[0])
            found = f"{getattr(self, name)[draw, group]:g} ({self.groups[group]}, draw {draw})"
            raise LoopError(f"{name}: found {found}; allowed: {allowed}")


def _shaped(name: str, array: Floats, shape: tuple[int, int]) -> Floats:
    draws, groups = shape
    if array.ndim == 1 and array.size == draws and draws != groups:
        array = array[:, np.newaxis]
    elif array.shape not in ((), (1,), (groups,), (draws, 1), shape) or array.shape == (draws,):
        allowed = f"a number, [{draws}] by draw, [{groups}] by group, or both axes"
        raise LoopError(f"{name}: found shape {array.shape}; allowed: {allowed}")
    return np.broadcast_to(array, shape)
