"""The work at a full answer: what is asked, how far it is, and who still waits for it."""

import asyncio
import json
import math
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from goldenbridge.border.results import BorderResult
from goldenbridge.border.samples import Job, Mapper
from goldenbridge.language.messages import Message
from goldenbridge.nexus.basin import Basin
from goldenbridge.outlook.exchanges import Bargain
from goldenbridge.report.plan_trade import Outlook
from goldenbridge.report.simulated import Plan
from goldenbridge.site.demand import Demand

if TYPE_CHECKING:
    from concurrent.futures import Future

_LOOK_S = 0.3
_PATIENCE_S = 60.0
"""How long a plan is worked at that nobody asks after."""


class Question(NamedTuple):
    """What is asked: the plan, and for trade the plan at the trade of its start, if it has one.

    `trucks_per_day` come to the start as it is; `transit`, `growth` as `planned` takes them.
    `basin` is the one whose power is swapped otherwise, None where no river is asked about.
    """

    plan: Plan
    at_base: Demand | None
    trucks_per_day: float
    transit: float
    growth: float
    basin: Basin | None


@dataclass(slots=True)
class Work:
    """How far a question is, and what is known already."""

    question: Question
    step: Message
    of: int
    done: int = 0
    heard: float = field(default_factory=time.monotonic)
    listeners: int = 0
    future: "Future[None] | None" = None
    years: BorderResult | None = None
    trade: tuple[Outlook, ...] | None = None
    water: Bargain | None = None
    troubles: list[str] = field(default_factory=list)

    @property
    def ready(self) -> bool:
        """Whether there is nothing more to come."""
        return self.future is not None and self.future.done()


class LeftError(Exception):
    """Nobody waits for the answer any more."""


def counted(work: Work) -> Mapper:
    """One run after the other, each counted; ends where nobody waits any more."""

    def run(do: Callable[[Job], Any], jobs: Iterable[Job]) -> Iterator[Any]:
        for job in jobs:
            stay(work)
            yield do(job)
            work.done += 1

    return run


def stay(work: Work) -> None:
    """Raises LeftError where nobody has asked for a while."""
    if time.monotonic() - work.heard > _PATIENCE_S:
        raise LeftError


async def progress(work: Work, stopping: asyncio.Event) -> AsyncIterator[str]:
    """Server-sent events: `progress` with what is done and which parts are there, then `ready`.

    Whoever reads them keeps the work going: when the last one leaves, it is let go. They end with
    the work, and when the server stops.
    """
    told = ""
    work.listeners += 1
    try:
        while not stopping.is_set():
            work.heard = time.monotonic()
            parts = sum(part is not None for part in (work.years, work.trade, work.water))
            now = json.dumps({"done": work.done, "of": work.of, "parts": parts})
            if now != told:
                told = now
                yield f"event: progress\ndata: {now}\n\n"
            if work.ready:
                yield "event: ready\ndata: {}\n\n"
                return
            await asyncio.sleep(_LOOK_S)
    finally:
        work.listeners -= 1
        if not work.listeners:
            work.heard = -math.inf
