"""Advice told to a terminal and to programs, from a ledger or from the programme alone."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from goldenbridge.errors import ChoiceError
from goldenbridge.operations.ledger.events import moment, stamp
from goldenbridge.operations.rules import read_rules
from goldenbridge.outlook.advice.plan import Advised, told
from goldenbridge.outlook.advice.planned import planned
from goldenbridge.outlook.advice.reading import named, site_of, standing
from goldenbridge.outlook.advice.reckon import advise
from goldenbridge.outlook.advice.saved import measure, to_measure
from goldenbridge.programme.model import Programme

ACTOR = "terminal"
WHY = {
    "short": "the work asks for {load:.1f} at once",
    "idle": "the work keeps {load:.1f} busy",
    "sold-out": "sold out, and the promise still holds",
    "promise": "the promise is in danger",
}
ASSUMED = {
    "besides": "trucks without booking, from the programme",
    "no-show": "no-shows and lateness, from the programme",
    "sold": "every free place is sold",
    "empty": "no truck is at the site",
}


@dataclass(frozen=True, slots=True)
class Done:
    """What was reckoned, what the ledger says of it, and what was measured by proposal."""

    found: Advised
    answer: Mapping[str, Any]
    measured: Mapping[str, Mapping[str, Any]]

    def as_json(self) -> dict[str, Any]:
        """Everything for other programs."""
        at = self.found.standing
        return {
            "site": at.site.id,
            "made": stamp(at.now),
            "digest": at.digest,
            **self.answer,
            "duty": [asdict(one) for one in self.found.plan.duty],
            "places": [asdict(one) | self._opening(one.opening) for one in self.found.plan.places],
            "expected": [told(one) for one in (*self.found.shifts, self.found.whole)],
            "assumed": list(at.habits.assumed),
            "measured": dict(self.measured),
        }

    def lines(self) -> list[str]:
        """The same for people."""
        at, found = self.found.standing, self.found
        lines = [f"{at.site.name}, {_local(at.now, self.found)} ({at.site.time_zone})"]
        for one in found.shifts:
            span = f"{_local(one.starts, found)} to {_local(one.ends, found)}"
            lines.append(f"{span}: {one.trucks.value:.0f} trucks, minutes each")
            lines.append(
                f"  as it stands {_pm(one.now_min)}, proposed {_pm(one.then_min)}, "
                f"saved {_pm(one.saved_min)}; in time {one.now_kept.value:.1%}, "
                f"proposed {one.then_kept.value:.1%}"
            )
        lines += [*self._changes()] or ["nothing within the bounds would help"]
        lines += [f"assumed: {ASSUMED[name]}" for name in at.habits.assumed]
        if self.answer["advice"]:
            lines.append(f"proposal {self.answer['advice']}: {self.answer['state']}")
        lines += [_measured(name, found_) for name, found_ in self.measured.items()]
        return lines

    def _changes(self) -> list[str]:
        lines = []
        for one in self.found.plan.duty:
            span = f"{self._at(one.starts)} to {self._at(one.ends)}"
            why = WHY[one.why].format(load=one.load)
            lines.append(f"{one.pool}, {span}: {one.to} officers instead of {one.now}: {why}")
        for place in self.found.plan.places:
            of = self._opening(place.opening)
            hour = f"{of['direction']} {of['truck_class']}, {self._at(of['starts'])}"
            lines.append(f"{hour}: {place.to} places instead of {place.now}: {WHY[place.why]}")
        return lines

    def _opening(self, name: str) -> dict[str, str]:
        one = next(hour for hour in self.found.standing.hours if hour.opening == name)
        direction, truck_class = one.way
        return {
            "direction": direction,
            "truck_class": truck_class,
            "starts": stamp(one.starts),
        }

    def _at(self, text: str) -> str:
        return _local(moment(text), self.found)


def of_ledger(programme: Programme, url: str, *, propose: bool, measured: bool) -> Done:
    """Advice for the complex whose ledger is at `url`.

    With `propose` the proposal is written into it, with `measured` every proposal that is over for
    long enough is measured. Raises LedgerError where there is no ledger.
    """
    from goldenbridge.operations.ledger.ledger import Ledger  # noqa: PLC0415 - an extra
    from goldenbridge.operations.rooms import ROOMS  # noqa: PLC0415 - an extra

    with Ledger.open(url, ROOMS, new=False) as ledger:
        now, noted = ledger.clock(), {}
        with ledger.reading() as view:
            site, assumed = site_of(programme, view.connection, now)
            at = standing(view.connection, now, site, assumed)
            over = to_measure(view.connection, now) if measured else []
            commands = [measure(view.connection, one, now, site, assumed) for one in over]
        for command in commands:
            ledger.submit(command, actor=ACTOR)
            noted[command.advice] = command.measured
        found = advise(at)
        answer: Mapping[str, Any] = {"advice": None, "state": "reckoned"}
        if propose and found.helps:
            answer = ledger.submit(found.command(), actor=ACTOR).body
        return Done(found, answer, noted)


def of_programme(programme: Programme, rules: str, site: str, now: datetime) -> Done:
    """Advice for a site as the programme plans it. Raises ChoiceError for one it lacks."""
    if not programme.sites:
        raise ChoiceError(f"site: found none in {programme.id}; allowed: a folder with border.toml")
    known, assumed = named(programme, site or programme.sites[0].id)
    found = advise(planned(known, read_rules(rules), assumed, now))
    return Done(found, {"advice": None, "state": "reckoned"}, {})


def _measured(advice: str, noted: Mapping[str, Any]) -> str:
    saved = noted["saved_min"]
    if saved["value"] is None:
        return f"measured {advice}: no truck came"
    told_ = f"measured {advice}: saved {saved['value']:.1f} ± {saved['half'] or 0:.1f} min a truck"
    really = noted["really_min"]
    return told_ + (f"; trucks took {really:.1f} min" if really is not None else "")


def _local(when: datetime, found: Advised) -> str:
    return f"{when.astimezone(found.standing.zone):%Y-%m-%d %H:%M}"


def _pm(one: Any) -> str:
    return f"{one.value + 0.0:.1f} ± {one.half_width:.1f}".replace("-0.0", "0.0")
