"""A scenario as it is told: what it is called, what was moved, what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from goldenbridge.border.results import BorderResult
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Message, tell_many
from goldenbridge.programme.model import Programme
from goldenbridge.programme.translation import translated, translations
from goldenbridge.report.simulated import Plan, Simulated
from goldenbridge.web.pages.planner.knob import TRADE, TRANSIT, Knob
from goldenbridge.web.pages.planner.settings import Settings


@dataclass(frozen=True, slots=True)
class Column:
    """One scenario: its settings, what it is called, what was moved, and what came of it."""

    settings: Settings
    title: str
    moved: tuple[tuple[str, str, str], ...]
    run: Simulated


def column(  # noqa: PLR0913 - a scenario, what came of it, and who reads it
    programme: Programme,
    settings: Settings,
    plan: Plan,
    result: BorderResult,
    offered: Sequence[Knob],
    language: Language,
) -> Column:
    """A scenario as it is told; `programme` and the names of `offered` are in `language`."""
    said = translations(programme, language.code)
    site = translated(plan.site, said)
    demand, values = translated(plan.demand, said), dict(settings.moved)
    if {TRADE, TRANSIT} & values.keys():
        told_values = [
            amount(language, one, values.get(one.id, one.start))
            for one in offered
            if one.id in (TRADE, TRANSIT)
        ]
        title = language.say(
            "trade of {trade}, transit at {transit} of today's",
            trade=told_values[0],
            transit=told_values[1],
        )
        demand = replace(demand, title=title)
    run = Simulated(programme, site, demand, plan.scenario, result, language)
    moved = tuple(
        (told(language, one.name), amount(language, one, one.start), amount(language, one, value))
        for one in offered
        if (value := values.get(one.id)) is not None
    )
    start = translated(plan.scenario, said).title if plan.scenario else site.name
    title = settings.name or start
    if moved and not settings.name:
        count = language.say(
            tell_many("{count} setting moved", "{count} settings moved", len(moved))
        )
        title = f"{start}, {count}"
    return Column(settings, title, moved, run)


def told(language: Language, text: str | Message) -> str:
    """A message in the language; a name as it is."""
    return language.say(text) if isinstance(text, Message) else text


def amount(language: Language, one: Knob, value: float) -> str:
    """A value of a knob with its unit."""
    number = language.number(value, one.digits)
    return f"{number} {told(language, one.unit)}".strip()
