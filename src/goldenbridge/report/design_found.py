"""What a search for a design brings: all that is told of it, so that telling computes nothing."""

from collections.abc import Sequence
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


class Rung(NamedTuple):
    """What of the design is enough for up to `share` of its trucks; USD at the stated prices."""

    share: float
    levels: Levels
    built_usd: float
    yearly_usd: float
    people: int


class Need(NamedTuple):
    """Trade of a year under a scenario over that of the demand: low, median and high of draws."""

    scenario: str
    year: int
    shares: tuple[float, ...]

    def rungs(self, ladder: Sequence[Rung]) -> tuple[int, int, int]:
        """Which step of the ladder is enough for each; one past the last where none is."""
        low, middle, high = (sum(rung.share < share for rung in ladder) for share in self.shares)
        return low, middle, high


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
    are the rosters by pool, `ladder` what of the design is enough for less trade, `promises` what
    others would cost, where that was asked for.
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
    ladder: tuple[Rung, ...]
    needs: tuple[Need, ...]
    busy: tuple[Busy, ...]
    peak: PeakDay
    promises: tuple[Proven, ...] = ()
