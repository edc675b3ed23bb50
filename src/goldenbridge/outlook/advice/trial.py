"""Plans that are run on the same trucks, and which of two is better for sure."""

from datetime import datetime

import numpy as np

from goldenbridge.border.coming import Times, model_of, times
from goldenbridge.border.results import Estimate, estimate
from goldenbridge.border.tables import Floats
from goldenbridge.operations.advising import DutyChange
from goldenbridge.outlook.advice.expecting import coming
from goldenbridge.outlook.advice.plan import Plan
from goldenbridge.outlook.advice.run import Duty
from goldenbridge.outlook.advice.standing import Standing

SHARE = 0.005
"""A difference in the share that is through in time which is worth telling."""


class Trial:
    """Runs plans on the same trucks, each once."""

    def __init__(self, standing: Standing, replications: int, seed: int) -> None:
        self.standing, self.replications, self.seed = standing, replications, seed
        self.window = standing.run.rows(standing.shifts[0][0], standing.shifts[-1][1])
        self.gain_min = standing.advice.gain_min.value
        self._known: dict[Plan, Times] = {}

    def run(self, plan: Plan) -> Times:
        """What the trucks meet under `plan`."""
        if plan not in self._known:
            run, targets = self.standing.run, {one.opening: one.to for one in plan.places}
            model = model_of(
                run.manned([_duty(one) for one in plan.duty]),
                coming(self.standing, targets),
                start=run.first,
                days=run.days,
                rows=run.days * 24 // run.step_h,
            )
            self._known[plan] = times(model, replications=self.replications, seed=self.seed)
        return self._known[plan]

    def saved(self, plan: Plan, than: Plan) -> Estimate:
        """Minutes a truck saves under `plan`."""
        return estimate(self._minutes(than) - self._minutes(plan))

    def kept_more(self, plan: Plan, than: Plan) -> Estimate:
        """How much more of the trucks are through in time under `plan`."""
        return estimate(self._kept(plan) - self._kept(than))

    def kept(self, plan: Plan) -> Estimate:
        """The share of the trucks that is through in time."""
        return estimate(self._kept(plan))

    def helps(self, plan: Plan, than: Plan) -> bool:
        """Whether `plan` is better for sure: faster, or more in time, and the other not worse."""
        minutes, share = self.saved(plan, than), self.kept_more(plan, than)
        faster = low(minutes) > 0 and minutes.value >= self.gain_min
        more = low(share) > 0 and share.value >= SHARE
        return (faster and share.value > -SHARE) or (more and minutes.value > -self.gain_min)

    def harmless(self, plan: Plan, than: Plan) -> bool:
        """Whether `plan` is for sure not worse by more than is worth telling."""
        minutes, share = self.saved(plan, than), self.kept_more(plan, than)
        return low(minutes) > -self.gain_min and low(share) > -SHARE

    def _minutes(self, plan: Plan) -> Floats:
        return self.run(plan).mean_min(self.window)

    def _kept(self, plan: Plan) -> Floats:
        return self.run(plan).kept(self.window)


def _duty(change: DutyChange) -> Duty:
    starts, ends = (datetime.fromisoformat(text) for text in (change.starts, change.ends))
    return Duty(change.pool, starts, ends, change.to)


def low(one: Estimate) -> float:
    """The lower end of the interval; minus infinity where nothing was seen."""
    return -np.inf if np.isnan(one.value) else one.value - one.half_width
