"""What a measure at the border is worth: time saved, trade gained, capacity relieved."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from goldenbridge.errors import LoopError
from goldenbridge.outlook.bracketing import root
from goldenbridge.outlook.equilibrium import (
    Border,
    Equilibrium,
    Traffic,
    at_load,
    solve,
)
from goldenbridge.outlook.trade_costs import Trade

Floats = NDArray[np.float64]
Standard = Literal["mean", "p95"]

MOST_TRUCKS = 1e5
"""The largest load looked at for a capacity, trucks a day; beyond it the capacity is infinite."""


@dataclass(frozen=True, slots=True, eq=False)
class Gains:
    """What changes from `before` to `after`, each [draw]; hours are means over groups by trucks.

    `time_saved_h`: hours less at the trade of before, W_before(λ) - W_after(λ) at the λ of before;
    `time_kept_h`: what is left of it once trade has answered, W_before(λ) - W_after(λ').
    `trade_gained_usd`: a year, of all groups, by that answer. `capacity_before`, `capacity_after`:
    trucks a day the border takes within the service standard (see `capacity`), `capacity_relieved`
    their difference. `let_through_before_usd`, `let_through_after_usd`: of the trade that would
    come at the costs of the base, X⁰·G, the part whose trucks fit into the capacity.
    """

    before: Equilibrium
    after: Equilibrium
    time_saved_h: Floats
    time_kept_h: Floats
    trade_gained_usd: Floats
    capacity_before: Floats
    capacity_after: Floats
    let_through_before_usd: Floats
    let_through_after_usd: Floats

    @property
    def capacity_relieved(self) -> Floats:
        """Trucks a day more within the standard, [draw]; nan where both have no limit."""
        with np.errstate(invalid="ignore"):
            return np.asarray(self.capacity_after - self.capacity_before)


def gains(  # noqa: PLR0913 - a trade, two borders, and what counts as service
    trade: Trade,
    traffic: Traffic,
    base_cost: Floats,
    before: Border,
    after: Border,
    *,
    standard_h: float,
    standard: Standard = "mean",
) -> Gains:
    """Compare two borders under the same draws.

    Time saved and capacity relieved are different things: hours cut where queues are short add
    little trade, while room for trucks that could not come adds all of theirs. Both are told, and
    the trade that the loop makes of them.

    Raises LoopError as `solve` and `capacity` do.
    """
    old, new = (solve(trade, border, traffic, base_cost) for border in (before, after))
    here = np.nan_to_num(old.trucks)
    at_once = at_load(after, here).mean_h
    room = [capacity(b, trade.draws, standard_h, standard=standard) for b in (before, after)]
    return Gains(
        old,
        new,
        _hours(old.mean_h - at_once, trade, old),
        _hours(old.mean_h - new.mean_h, trade, old),
        new.total_usd - old.total_usd,
        *room,
        *(let_through(trade, traffic, most) for most in room),
    )


def capacity(
    border: Border, draws: int, standard_h: float, *, standard: Standard = "mean"
) -> Floats:
    """The most trucks a day, [draw], at which the mean (or 95th percentile) is within `standard_h`.

    Where hours differ by group the standard holds for every group. 0 where an empty border does not
    keep it, infinite where MOST_TRUCKS still do. Raises LoopError for a standard not above 0.
    """
    if not standard_h > 0:
        raise LoopError(f"service standard: found {standard_h:g} hours; allowed: above 0")

    def over(level: Floats) -> Floats:
        state = border.state(level)
        hours = state.mean_h if standard == "mean" else state.p95_h
        worst = hours if hours.ndim == 1 else hours.max(axis=-1)
        with np.errstate(divide="ignore"):
            return np.asarray(np.log(worst) - np.log(standard_h))

    low = border.bounds(np.zeros(draws))[0]
    high = border.bounds(np.full(draws, MOST_TRUCKS))[1]
    empty, full = over(low), over(high)
    found = border.state(root(over, low, high)).load
    return np.where(empty > 0, 0.0, np.where(full <= 0, np.inf, found))


def let_through(trade: Trade, traffic: Traffic, most: Floats) -> Floats:
    """Of the trade at the costs of the base, USD a year [draw], what `most` trucks a day carry.

    All groups are cut by the same share, which is none where `most` is enough; trucks that do not
    follow trade (transit) go first.
    """
    latent = trade.latent_usd

    def over(share: Floats) -> Floats:
        return traffic(latent * share[:, np.newaxis]) - most

    nothing, all_of_it = np.zeros(trade.draws), np.ones(trade.draws)
    fits, never = over(all_of_it) <= 0, over(nothing) >= 0
    share = root(over, nothing, all_of_it)
    share = np.where(fits, 1.0, np.where(never, 0.0, share))
    return np.asarray(share * latent.sum(axis=-1))


def _hours(hours: Floats, trade: Trade, at: Equilibrium) -> Floats:
    """Hours by draw; where they differ by group, their mean by the trucks of each."""
    if hours.ndim == 1:
        return hours
    weight = at.trade_usd / (trade.usd_per_tonne * trade.tonnes_per_truck)
    return np.asarray((weight * hours).sum(axis=-1) / weight.sum(axis=-1))
