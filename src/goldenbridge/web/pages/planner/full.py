"""The full answer: eight years, trade in the target year, water and power; in the background.

One plan is reckoned at a time. A plan that nobody has looked at for a while is let go.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import TYPE_CHECKING

from goldenbridge.border.results import BorderResult
from goldenbridge.errors import GoldenBridgeError, LimitError
from goldenbridge.language.messages import tell
from goldenbridge.nexus.basin import Basin
from goldenbridge.report.brief import SEED
from goldenbridge.report.facts import MEMBERS, Facts, Size
from goldenbridge.report.kept import DAYS, WARMUP_DAYS, bargain_of
from goldenbridge.report.loop import GRIDS, Means, made_surfaces
from goldenbridge.report.plan_trade import planned
from goldenbridge.site.demand import Demand
from goldenbridge.web.pages.planner.recent import Recent
from goldenbridge.web.pages.planner.work import LeftError, Question, Work, counted, stay

if TYPE_CHECKING:
    from goldenbridge.outlook.surface import Surface
    from goldenbridge.site.site import Site
YEARS = 8
_KEPT, _WAITING = 64, 6


class Full:
    """Answers one question after the other on a thread of its own."""

    def __init__(self, facts: Callable[[], "Future[Facts] | None"]) -> None:
        self._facts = facts
        self._works: OrderedDict[Question, Work] = OrderedDict()
        self._lock = Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="planner")
        self._years: Recent[tuple[Site, Demand], BorderResult] = Recent(_KEPT)
        self._surfaces: Recent[tuple[Site, Demand], dict[str, Surface]] = Recent(_KEPT)

    def work(self, question: Question) -> Work:
        """The work at a question, begun where nobody asked before; asking keeps it going.

        Raises LimitError while too many wait.
        """
        with self._lock:
            found = self._works.get(question)
            if found is None:
                found = self._begin(question)
            found.heard = time.monotonic()
            self._works.move_to_end(question)
        return found

    def close(self) -> None:
        """Begin nothing more, and let go of what is in hand."""
        with self._lock:
            for work in self._works.values():
                work.heard = -math.inf
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _begin(self, question: Question) -> Work:
        if sum(not one.ready for one in self._works.values()) >= _WAITING:
            raise LimitError(wait_s=10)
        loads = len(GRIDS[Size.BRIEF].loads) + 1 if question.at_base else 0
        waiting = tell("waiting for other plans")
        work = Work(question, waiting, YEARS + loads + (question.basin is not None))
        self._works[question] = work
        work.future = self._worker.submit(self._answer, work)
        done = [asked for asked, one in self._works.items() if one.ready]
        for asked in done[: max(0, len(done) - _KEPT)]:
            del self._works[asked]
        return work

    def _answer(self, work: Work) -> None:
        asked = work.question
        try:
            work.step = tell("simulating the years")
            key = (asked.plan.site, asked.plan.demand)
            work.years = self._years.get(key, lambda: self._simulated(work))
            work.done = YEARS
            if asked.basin is not None:
                _agree(work, asked.basin)
            if asked.at_base is not None:
                self._trade(work, asked.at_base)
        except LeftError:
            with self._lock:
                self._works.pop(asked, None)
        except GoldenBridgeError as error:
            work.troubles.append(str(error))

    def _simulated(self, work: Work) -> BorderResult:
        from goldenbridge.border.simulation import simulate  # noqa: PLC0415 - loads numba

        plan = work.question.plan
        return simulate(
            plan.site,
            plan.demand,
            days=DAYS,
            warmup_days=WARMUP_DAYS,
            replications=YEARS,
            seed=SEED,
            mapper=counted(work),
        )

    def _trade(self, work: Work, demand: Demand) -> None:
        asked = work.question
        work.step = tell("simulating the crossing at other loads")
        begun = work.done
        surfaces = self._surfaces.get(
            (asked.plan.site, demand),
            lambda: made_surfaces(
                asked.plan.site, demand, GRIDS[Size.BRIEF], SEED, Means(mapper=counted(work))
            ),
        )
        work.done = begun + len(GRIDS[Size.BRIEF].loads)
        work.step = tell("forecasting, and solving trade and time together")
        facts = self._facts()
        while facts is not None and not facts.done():
            stay(work)
            time.sleep(0.2)
        if facts is not None:
            work.trade = planned(
                facts.result(),
                surfaces,
                asked.trucks_per_day,
                transit=asked.transit,
                growth=asked.growth,
            )
        work.done += 1


def _agree(work: Work, basin: Basin) -> None:
    work.step = tell("agreeing on water and power")
    try:
        work.water = bargain_of(basin, members=MEMBERS, seed=SEED)
    except GoldenBridgeError as error:
        work.troubles.append(str(error))
    work.done += 1
