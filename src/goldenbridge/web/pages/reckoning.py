"""The brief of each day and language: reckoned in the background, kept, told while it is made."""

import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock
from typing import Any

from goldenbridge.errors import ChoiceError, LimitError
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Message, tell
from goldenbridge.programme.model import Programme
from goldenbridge.report.brief import SEED, Brief, tell_brief
from goldenbridge.report.facts import Facts, Size, gather
from goldenbridge.report.loop import Means, scenarios
from goldenbridge.web.apart import Apart, Tell

_DAYS, _WAITING = 8, 6
FORECASTING = tell("forecasting, and simulating the crossings and the exchange")
SCENARIOS = tell("simulating the scenarios")


@dataclass(slots=True)
class Told:
    """A brief in one language, the facts under it, and the pages rendered from it."""

    facts: Facts
    brief: Brief
    kept: dict[Any, tuple[str, bytes]] = field(default_factory=dict)


@dataclass(slots=True)
class Day:
    """What is reckoned of one day: since when, how far, and in the end the facts."""

    as_of: date
    future: "Future[Facts] | None" = None
    asked_at: float = 0.0
    step: Message = FORECASTING
    detail: str = ""
    told: dict[str, Told] = field(default_factory=dict)

    @property
    def waited_s(self) -> int:
        """Seconds since it was asked for."""
        return int(time.monotonic() - self.asked_at)


class Reckoning:
    """Reckons one day after the other, beside the server."""

    def __init__(self, programme: Callable[[], Programme], size: Size = Size.BRIEF) -> None:
        self.programme, self.size = programme, size
        self._days: OrderedDict[date, Day] = OrderedDict()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="reckoning")
        self._apart = Apart()
        self._lock = Lock()

    def day(self, text: str = "") -> Day:
        """What is reckoned of a day (ISO 8601), the latest of the folder where empty.

        Starts it where nobody asked before. Raises ChoiceError for a day before the first promise
        or after the latest record, and LimitError while too many wait.
        """
        as_of = self.read_day(text)
        with self._lock:
            found = self._days.get(as_of)
            if found is None:
                found = self._begin(as_of)
            self._days.move_to_end(as_of)
        return found

    def told(self, day: Day, language: Language) -> Told | None:
        """The brief of a day in a language; None while it is being reckoned.

        Raises what the reckoning raised.
        """
        if day.future is None or not day.future.done():
            return None
        if language.code not in day.told:
            facts = day.future.result()
            day.told[language.code] = Told(facts, tell_brief(facts, language, drawn=True))
        return day.told[language.code]

    def close(self) -> None:
        """Begin nothing more, and end what has begun."""
        self._worker.shutdown(wait=False, cancel_futures=True)
        self._apart.close()

    def _begin(self, as_of: date) -> Day:
        waiting = [one for one in self._days.values() if one.future and not one.future.done()]
        if len(waiting) >= _WAITING:
            raise LimitError(wait_s=10)
        made = Day(as_of, asked_at=time.monotonic())
        made.future = self._worker.submit(self._reckon, made)
        self._days[as_of] = made
        done = [day for day in self._days if day != self.programme().latest_record]
        if len(done) > _DAYS:
            del self._days[done[0]]
        return made

    def _reckon(self, day: Day) -> Facts:
        def hear(scenario: str) -> None:
            day.step, day.detail = SCENARIOS, scenario

        programme = self.programme()
        facts: Facts = self._apart(_reckoned, programme, day.as_of, self.size, hear=hear)
        return facts

    def read_day(self, text: str) -> date:
        """A day (ISO 8601), the latest of the folder where empty; ChoiceError for another day."""
        programme = self.programme()
        last = programme.latest_record
        if not text:
            return last
        first = min((c.made_on.start for c in programme.commitments), default=last)
        try:
            as_of = date.fromisoformat(text)
        except ValueError:
            as_of = date.min
        if not first <= as_of <= last:
            raise ChoiceError(f"as_of: found {text!r}; allowed: a day from {first} to {last}")
        return as_of


def _reckoned(tell_step: Tell, programme: Programme, as_of: date, size: Size) -> Facts:
    facts = gather(programme, as_of=as_of, seed=SEED, size=size)
    tell_step("")
    return replace(facts, loop=scenarios(facts, size, means=Means(tell_step)))
