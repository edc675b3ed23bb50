"""A visit from arrival to exit: which step leads where, and what is done at which station.

How far the work has come is told by the tasks of a visit, not by its state: weighing, documents
and inspections of several agencies go on side by side while the visit is `entered`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from goldenbridge.errors import RuleError
from goldenbridge.operations.rules import Rules
from goldenbridge.site.routes import IN, OUT, Route
from goldenbridge.site.site import Site

STEPS: Mapping[str, Mapping[str, str]] = {
    "booked": {
        "arrive": "waiting",
        "arrive-early": "early",
        "arrive-late": "requeued",
        "miss": "no-show",
        "cancel": "cancelled",
    },
    "early": {"admit": "waiting", "cancel": "cancelled"},
    "requeued": {"admit": "waiting", "cancel": "cancelled"},
    "waiting": {"call": "called", "cancel": "cancelled"},
    "called": {"enter": "entered", "miss-call": "waiting", "miss-again": "requeued"},
    "entered": {
        "hold": "held",
        "refuse": "refused",
        "dock": "at-dock",
        "finish": "exit-ready",
    },
    "held": {"release": "entered", "refuse": "refused"},
    "refused": {"turn-back": "turned-back", "impound": "impounded"},
    "at-dock": {"unload": "unloaded", "load": "loaded", "hold": "held"},
    "unloaded": {"load": "loaded", "hold": "held", "finish": "exit-ready"},
    "loaded": {"hold": "held", "finish": "exit-ready"},
    "exit-ready": {"hold": "held", "exit": "exited"},
    "exited": {"hand-over": "handed-over"},
    "handed-over": {"close": "closed"},
    "cancelled": {},
    "no-show": {},
    "turned-back": {},
    "impounded": {},
    "closed": {},
}
"""Every state with the steps out of it, and where each leads; a correction may lead anywhere."""
LAST = frozenset(state for state, steps in STEPS.items() if not steps)
INSIDE = frozenset(("entered", "held", "refused", "at-dock", "unloaded", "loaded", "exit-ready"))
"""States of a truck that stands inside the complex."""


def after(state: str, step: str) -> str:
    """The state after `step`. Raises RuleError that says which steps `state` allows."""
    steps = STEPS[state]
    if step not in steps:
        raise RuleError("step", f"{step} of a visit that is {state}", ", ".join(steps) or "none")
    return steps[step]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPlan:
    """What a visit has to pass at one station.

    `required`: every way through the site passes here; others are done when an officer asks.
    """

    station: str
    kind: str
    agency: str
    side: str
    target_min: float
    required: bool
    needs: tuple[str, ...]


def tasks_of(site: Site, rules: Rules, direction: str, truck_class: str) -> tuple[TaskPlan, ...]:
    """The tasks of a class in a direction, in the order of its route.

    Raises RuleError for a way that the site does not have and for stations without a rule.
    """
    route = site.route(direction, truck_class)
    if route is None:
        ways = ", ".join(one.id for one in site.directions)
        classes = ", ".join(one.id for one in site.classes)
        allowed = f"a direction ({ways}) and a class ({classes})"
        raise RuleError("way", f"{direction}, {truck_class}", allowed)
    stations = dict.fromkeys(leg.to for leg in route.legs if leg.to != OUT)
    posts = {station: rules.post(station) for station in stations}
    return tuple(
        TaskPlan(
            station=station,
            kind=post.kind,
            agency=post.agency,
            side=site.station(station).side,
            target_min=post.target_min,
            required=not _way_around(route, station),
            needs=tuple(other for other, its in posts.items() if its.kind in post.needs),
        )
        for station, post in posts.items()
    )


def check_start(station: str, needs: Mapping[str, str]) -> None:
    """Raises RuleError when a task that must come before (station to state) is still open."""
    still = [name for name, state in needs.items() if state in ("todo", "doing")]
    if still:
        raise RuleError("station", station, f"{', '.join(still)} first")


def _way_around(route: Route, station: str) -> bool:
    """Whether `out` can be reached without `station`."""
    seen, ahead = {IN}, [IN]
    while ahead:
        here = ahead.pop()
        for leg in route.legs:
            if leg.after == here and leg.to != station and leg.to not in seen:
                seen.add(leg.to)
                ahead.append(leg.to)
    return OUT in seen
