"""Who is called next: a published rule that gives the same answer to everybody who asks.

Per direction the lines of classes take turns (weighted round robin, 1:1:1:5 as in Order 1028 of the
Ukrainian ministry). Inside a line the hour booked comes first, then who came within the window of
that hour, then the sequence of the ledger; a walk-in without a place stands behind those booked
for the hour it came in. Two things
jump the turns, and each is told with its rule: live animals that have waited as long as they may,
and trucks out of turn, while their share of the day's calls is not used up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from goldenbridge.errors import RuleError


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Classes that form one line, and how many of them are called in a round."""

    id: str
    classes: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A ground for going out of turn, at most `share` of the day's planned vehicles."""

    id: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRule:
    """The order of calls; `early_min` and `late_min` are the window around the hour booked."""

    lines: tuple[Line, ...]
    jumps: tuple[Jump, ...]
    early_min: float
    late_min: float
    animal_classes: tuple[str, ...]
    animal_most_wait_min: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A truck that waits to be called; `due` is None for a walk-in."""

    visit: str
    truck_class: str
    due: datetime | None
    arrived: datetime
    seq: int
    jump: str = ""
    """The ground on which an officer has let it go out of turn."""
    officer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Where a direction stands: calls in this round by line, and out of turn today by ground."""

    round: tuple[tuple[str, int], ...] = ()
    jumped: tuple[tuple[str, int], ...] = ()

    def after(self, call: "Call", rule: CallRule) -> "Turn":
        """The turn after `call`; the round starts again when every line has had its weight."""
        if call.rule in {jump.id for jump in rule.jumps}:
            return Turn(round=self.round, jumped=_more(self.jumped, call.rule))
        if call.rule == ANIMALS:
            return self
        calls = dict(_more(self._round_for(call.line, rule), call.line))
        full = all(calls.get(line.id, 0) >= line.weight for line in rule.lines)
        return Turn(round=() if full else tuple(sorted(calls.items())), jumped=self.jumped)

    def _round_for(self, name: str, rule: CallRule) -> tuple[tuple[str, int], ...]:
        """The round `name` is called in: a new one when its weight is used up in this."""
        line = next(line for line in rule.lines if line.id == name)
        return self.round if dict(self.round).get(name, 0) < line.weight else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Who is called and by which rule; a jump names the officer who allowed it."""

    visit: str
    line: str
    rule: str
    officer: str = ""


TURN, ANIMALS = "turn", "animals-waited"
"""The rules of a call that is no jump out of turn by an officer."""


def line_of(truck_class: str, rule: CallRule) -> Line:
    """The line of a class. Raises RuleError where it has none."""
    for line in rule.lines:
        if truck_class in line.classes:
            return line
    known = ", ".join(name for line in rule.lines for name in line.classes)
    raise RuleError("class", repr(truck_class), known)


def check_jump(ground: str, officer: str, rule: CallRule) -> None:
    """Raises RuleError unless `ground` is one of the rule and an officer answers for it."""
    grounds = [jump.id for jump in rule.jumps]
    if ground not in grounds:
        raise RuleError("jump", repr(ground), ", ".join(grounds))
    if not officer:
        raise RuleError("officer", "none", "who lets the truck go out of turn")


def next_call(
    waiting: Sequence[Waiting], turn: Turn, rule: CallRule, *, now: datetime, planned: int
) -> Call | None:
    """Who is called next, None when nobody waits; `planned` are today's places.

    `now` is the time of the event that asks, so that a replay asks with the same.
    """
    if not waiting:
        return None
    most = timedelta(minutes=rule.animal_most_wait_min)
    animals = [
        w for w in waiting if w.truck_class in rule.animal_classes and now - w.arrived > most
    ]
    if animals:
        first = min(animals, key=lambda one: (one.arrived, one.seq))
        return Call(visit=first.visit, line=line_of(first.truck_class, rule).id, rule=ANIMALS)
    jumped = dict(turn.jumped)
    for jump in rule.jumps:
        allowed = int(jump.share * planned + 1e-9)
        mine = [one for one in waiting if one.jump == jump.id]
        if mine and jumped.get(jump.id, 0) < allowed:
            first = min(mine, key=lambda one: _place(one, rule))
            line = line_of(first.truck_class, rule)
            return Call(visit=first.visit, line=line.id, rule=jump.id, officer=first.officer)
    return _in_turn(waiting, turn, rule)


def _in_turn(waiting: Sequence[Waiting], turn: Turn, rule: CallRule) -> Call:
    calls = dict(turn.round)
    lines = {line.id: [w for w in waiting if w.truck_class in line.classes] for line in rule.lines}
    due = [line for line in rule.lines if lines[line.id]]
    if not due:
        line_of(waiting[0].truck_class, rule)
    # a line that has had its turns gives way; when no other waits, a new round begins
    open_lines = [line for line in due if calls.get(line.id, 0) < line.weight] or due
    line = open_lines[0]
    first = min(lines[line.id], key=lambda one: _place(one, rule))
    return Call(visit=first.visit, line=line.id, rule=TURN)


def _place(one: Waiting, rule: CallRule) -> tuple[datetime, int, int]:
    """The hour, whether it came outside the window of that hour, the place in the ledger."""
    hour = (one.due or one.arrived).replace(minute=0, second=0, microsecond=0)
    return hour, 0 if in_window(one.due, one.arrived, rule) else 1, one.seq


def in_window(due: datetime | None, arrived: datetime, rule: CallRule) -> bool:
    """Whether a truck came within [-early, +late] minutes of its hour, if it has one."""
    if due is None:
        return False
    minutes = (arrived - due).total_seconds() / 60
    return -rule.early_min <= minutes <= rule.late_min


def _more(counts: tuple[tuple[str, int], ...], name: str) -> tuple[tuple[str, int], ...]:
    known = dict(counts)
    return tuple(sorted((known | {name: known.get(name, 0) + 1}).items()))
