"""A complex before it works: the programme's site, openings and trucks, and nothing booked."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from goldenbridge.errors import RuleError
from goldenbridge.operations.complexes import Complex
from goldenbridge.operations.rules import Rules
from goldenbridge.operations.slots import openings
from goldenbridge.outlook.advice.reading import Assumed, by_programme
from goldenbridge.outlook.advice.standing import WARM, Habits, Hour, Standing
from goldenbridge.site.site import Site


def planned(site: Site, rules: Rules, assumed: Assumed, now: datetime) -> Standing:
    """The complex at `now` as the programme plans it: every place is sold, nobody is there yet.

    Raises RuleError where the rules have no bounds of advice.
    """
    if rules.advice is None:
        raise RuleError("advice", f"none in the rules {rules.version}", "rules with [advice]")
    ways = {
        (direction.id, one.id): ()
        for direction in site.directions
        for one in site.classes
        if site.route(direction.id, one.id) is not None
    }
    known = Complex(site.id, ZoneInfo(site.time_zone), rules, ways)
    habits = Habits(
        by_programme(site, assumed.demand, now, rules.terms.walk_in_share.value, known),
        assumed.no_show,
        assumed.late_min,
        assumed.spread_min,
        1.0,
        ("besides", "no-show", "sold", "empty"),
    )
    bare = Standing(now, site, rules.advice, (), (), (), habits)
    until = bare.shifts[-1][1] + WARM
    first = now.astimezone(known.zone).date()
    hours = tuple(
        Hour(f"{one.direction} {one.truck_class} {one.starts:%Y-%m-%dT%H:%MZ}",
             (one.direction, one.truck_class), one.starts, one.cap, 0, 0, by_lot=False)
        for day in range((until.astimezone(known.zone).date() - first).days + 1)
        for one in openings(site, assumed.demand, first + timedelta(days=day))
        if now - timedelta(hours=1) < one.starts < until
    )  # fmt: skip
    return Standing(now, site, rules.advice, (), hours, (), habits)
