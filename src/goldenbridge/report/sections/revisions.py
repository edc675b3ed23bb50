"""Which past figures did the offices change? A part of the section on whose statistics count."""

from collections.abc import Sequence
from datetime import date
from math import isfinite
from typing import Any

from goldenbridge.language.messages import tell_many
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Table
from goldenbridge.statistics.revisions import Revision


def answer(facts: Facts, found: Sequence[Revision]) -> str:
    """How many figures changed in the year before the day of the brief; empty where none did."""
    as_of = facts.as_of
    leap_day = (as_of.month, as_of.day) == (2, 29)
    since = date(as_of.year - 1, as_of.month, as_of.day - leap_day)
    recent = sum(one.on > since for one in found)
    if not recent:
        return ""
    return facts.language.say(
        tell_many(
            "{count} past figure was changed since {since}.",
            "{count} past figures were changed since {since}.",
            recent,
            since=since,
        )
    )


def table(facts: Facts, found: Sequence[Revision]) -> Table:
    """Each change with both figures and both sources."""
    language, say = facts.language, facts.language.say
    titles = {one.id: one.title for one in facts.programme.indicators}
    return Table(
        id="revisions",
        caption=say("Past figures that an office changed"),
        columns=(
            say("figure"),
            say("side"),
            say("period"),
            before := say("before"),
            now := say("now"),
            change := say("change"),
            say("published"),
        ),
        rows=tuple(
            (
                titles[one.now.indicator],
                facts.side(one.now.reporter),
                language.period(one.now.period),
                language.quantity(one.before.value, one.before.unit),
                language.quantity(one.now.value, one.now.unit),
                language.percent(one.change, 1) if isfinite(one.change) else "–",
                language.period(one.now.vintage),
            )
            for one in found
        ),
        numeric=(before, now, change),
        sources=tuple((one.before.source, one.now.source) for one in found),
    )


def data(found: Sequence[Revision]) -> list[dict[str, Any]]:
    """What the JSON form tells of each change."""
    return [
        {
            "indicator": one.now.indicator,
            "reporter": one.now.reporter,
            "period": str(one.now.period),
            "before": one.before.value,
            "before_unit": one.before.unit,
            "before_vintage": str(one.before.vintage),
            "before_standing": one.before.standing,
            "now": one.now.value,
            "now_unit": one.now.unit,
            "now_vintage": str(one.now.vintage),
            "now_standing": one.now.standing,
        }
        for one in found
    ]
