"""The answer while a slider moves: one simulated year, kept for whoever asks the same."""

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from goldenbridge.border.results import BorderResult
from goldenbridge.border.samples import on_threads
from goldenbridge.errors import LimitError
from goldenbridge.report.brief import SEED
from goldenbridge.report.kept import DAYS, WARMUP_DAYS
from goldenbridge.report.simulated import Plan

if TYPE_CHECKING:
    from goldenbridge.site.demand import Demand
    from goldenbridge.site.site import Site

_KEPT = 256
_LONGEST_WAIT_S = 10.0


class Quick:
    """Simulates one year at a time, and keeps the last few hundred."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Site, Demand], BorderResult] = OrderedDict()
        self._turn = Lock()

    def year(self, plan: Plan) -> BorderResult:
        """One year of `plan`, its intervals from 20 batches.

        Raises LimitError where others wait already, SiteError as `simulate` does.
        """
        from goldenbridge.border.simulation import simulate  # noqa: PLC0415 - loads numba

        asked = (plan.site, plan.demand)
        if not self._turn.acquire(timeout=_LONGEST_WAIT_S):
            raise LimitError(wait_s=_LONGEST_WAIT_S)
        try:
            if asked not in self._kept:
                self._kept[asked] = simulate(
                    *asked,
                    days=DAYS,
                    warmup_days=WARMUP_DAYS,
                    replications=1,
                    seed=SEED,
                    mapper=on_threads(1),
                )
            self._kept.move_to_end(asked)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return self._kept[asked]
        finally:
            self._turn.release()
