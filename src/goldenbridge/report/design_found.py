"""What a search for a design brings: all that is told of it, so that telling computes nothing."""

from dataclasses import dataclass
from typing import NamedTuple

from goldenbridge.border.design.frontier import Proven
from goldenbridge.border.design.plan import Plan
from goldenbridge.border.design.roster import Roster
from goldenbridge.border.design.space import Bill, Levels
from goldenbridge.border.design.strain import Failure, Strain
from goldenbridge.border.peak_day import PeakDay
from goldenbridge.outlook.company import Bid, Spread
from goldenbridge.report.design_asked import Asked


class Cost(NamedTuple):
    """What the design costs to build and a year, building included, USD over the draws."""

    built: Spread
    yearly: Spread


class Phase(NamedTuple):
    """What is needed in a year at the median trade of the forecast: share of the trucks, cost."""

    year: int
    share: float
    levels: Levels
    built_usd: float
    yearly_usd: float
    people: int


class Relief(NamedTuple):
    """Hours a day that trucks save at a crossing because the site is there."""

    site: str
    hours_a_day: float


class Busy(NamedTuple):
    """A station in the busiest month: mean wait, share of open units at work, longest queue."""

    station: str
    wait_min: float
    share: float
    queue: float


@dataclass(frozen=True, slots=True, eq=False)
class Designed:
    """What was found, and the money of it.

    `bids` are keyed by how trade goes: `forecast` as drawn, `kept` with the demand of the design,
    `tender` with the trade of the first demand and the whole budget to be built privately. `crews`
    are the rosters by pool, `promises` what others would cost, where that was asked for.
    """

    asked: Asked
    plan: Plan
    seed: int
    bill: Bill
    cost: Cost
    crews: dict[str, Roster]
    bids: dict[str, Bid]
    reliefs: tuple[Relief, ...]
    dwell_h_a_day: float
    strains: tuple[Strain, ...]
    fails: Failure | None
    phases: tuple[Phase, ...]
    busy: tuple[Busy, ...]
    peak: PeakDay
    promises: tuple[Proven, ...] = ()
