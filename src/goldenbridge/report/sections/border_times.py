"""How long does it take to cross?"""

import math
from typing import TYPE_CHECKING

from goldenbridge.border.results import Dwell, Estimate
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Listing, Number, Own, Share, tell
from goldenbridge.report.section import Section, Table

if TYPE_CHECKING:
    from goldenbridge.report.simulated import Simulated


def section(run: "Simulated") -> Section:
    """Hours from arrival to exit by direction and class, with what was turned away."""
    language, say = run.language, run.language.say
    names = {d.id: d.name for d in run.site.directions} | {c.id: c.name for c in run.site.classes}
    seen = [dwell for dwell in run.result.dwell if dwell.trucks_per_day.value > 0]
    return Section(
        id="crossing",
        title=say("How long does it take to cross?"),
        answer=_answer(run),
        tables=(_by_direction(run), _by_class(language, seen, names)),
        assumptions=_assumptions(run),
        data={
            "site": run.site.id,
            "demand": run.demand.id,
            "scenario": run.scenario.id if run.scenario else None,
            "days": run.result.days,
            "warmup_days": run.result.warmup_days,
            "replications": run.result.replications,
            "trucks": run.result.trucks,
            "refused": run.result.refused,
            "overall": dwell_data(run.result.overall),
            "by_direction": [dwell_data(dwell) for dwell in _passed(run)],
            "dwell": [dwell_data(dwell) for dwell in seen],
        },
    )


def _answer(run: "Simulated") -> str:
    say = run.language.say
    names = {d.id: d.name for d in run.site.directions}
    told = [
        tell(
            "{trucks} trucks a day {direction}, {mean} h on average",
            direction=Own(names[d.direction]),
            trucks=Number(d.trucks_per_day.value, 0),
            mean=Number(d.mean.value / 60, 1),
        )
        for d in _passed(run)
    ]
    if not told:
        return say("No truck came through.")
    plan = run.scenario.title if run.scenario else ""
    plans = "; ".join(text for text in (run.demand.title, plan) if text)
    lead = say("{plans}: {told}.", plans=plans, told=Listing(told))
    overall = run.result.overall
    rest = say(
        "Of all trucks, 95 of 100 are through within {p95} h; {over} take longer than promised.",
        p95=Number(overall.p95.value / 60, 1),
        over=Share(overall.over_promise.value, 1),
    )
    if run.result.refused:
        rest += " " + say("The site is overloaded: queues grow for as long as it runs.")
    return f"{lead} {rest}"


def _passed(run: "Simulated") -> list[Dwell]:
    return [d for d in run.result.by_direction if d.trucks_per_day.value > 0]


def _by_direction(run: "Simulated") -> Table:
    language, say = run.language, run.language.say
    names = {d.id: d.name for d in run.site.directions}
    numeric = (
        say("trucks a day"),
        say("turned away a day"),
        say("gave up a day"),
        say("95 of 100 within"),
        say("on average"),
    )
    return Table(
        id="headline",
        caption=say("By direction"),
        columns=(say("direction"), *numeric),
        rows=tuple(
            (
                names[d.direction],
                language.number(d.trucks_per_day.value, 0),
                language.number(d.turned_away_per_day.value, 1),
                language.number(d.gave_up_per_day.value, 1),
                say("{n}\u00a0h", n=Number(d.p95.value / 60, 1)),
                say("{n}\u00a0h", n=Number(d.mean.value / 60, 1)),
            )
            for d in _passed(run)
        ),
        numeric=numeric,
    )


def _by_class(language: Language, seen: list[Dwell], names: dict[str, str]) -> Table:
    say = language.say
    numeric = (
        say("trucks a day"),
        say("mean, h"),
        say("median, h"),
        say("90 of 100, h"),
        say("95 of 100, h"),
        say("99 of 100, h"),
        say("over the promise"),
        say("turned away a day"),
        say("gave up a day"),
    )
    return Table(
        id="dwell",
        caption=say("From arrival to exit, by direction and kind of truck; ± half of the interval"),
        columns=(say("direction"), say("kind of truck"), *numeric),
        rows=tuple(
            (
                names[d.direction],
                names[d.truck_class],
                with_interval(language, d.trucks_per_day, 0),
                *(hours(language, one) for one in (d.mean, d.p50, d.p90, d.p95, d.p99)),
                language.percent(d.over_promise.value, 1),
                language.number(d.turned_away_per_day.value, 1),
                language.number(d.gave_up_per_day.value, 1),
            )
            for d in seen
        ),
        numeric=numeric,
    )


def hours(language: Language, minutes: Estimate) -> str:
    """A time in hours with the half-width of its interval."""
    return with_interval(language, Estimate(minutes.value / 60, minutes.half_width / 60), 1)


def with_interval(language: Language, one: Estimate, digits: int) -> str:
    """A value and, where it is known, the half-width of its interval."""
    if math.isnan(one.value):
        return "–"
    value = language.number(one.value, digits)
    if not math.isfinite(one.half_width) or one.half_width == 0:
        return value
    return f"{value} ± {language.number(one.half_width, digits + 1)}"


def dwell_data(d: Dwell) -> dict[str, object]:
    """One row of times for the JSON form, in minutes and trucks a day."""
    return {
        "direction": d.direction,
        "class": d.truck_class,
        "trucks_per_day": pair(d.trucks_per_day),
        "mean_min": pair(d.mean),
        "p50_min": pair(d.p50),
        "p90_min": pair(d.p90),
        "p95_min": pair(d.p95),
        "p99_min": pair(d.p99),
        "over_promise": pair(d.over_promise),
        "turned_away_per_day": pair(d.turned_away_per_day),
        "gave_up_per_day": pair(d.gave_up_per_day),
    }


def pair(one: Estimate) -> dict[str, float | None]:
    """A value and its half-width; None where there is none."""
    return {
        "value": None if math.isnan(one.value) else one.value,
        "half_width": one.half_width if math.isfinite(one.half_width) else None,
    }


def _assumptions(run: "Simulated") -> tuple[str, ...]:
    say = run.language.say
    notes = [run.site.note, run.demand.note, run.scenario.note if run.scenario else ""]
    method = say(
        "Simulated: {replications} years of {days} days each after a warm-up of {warmup} days, "
        "every truck by itself; the intervals hold the means 95 times of 100.",
        replications=run.result.replications,
        days=run.result.days,
        warmup=Number(run.result.warmup_days, 0),
    )
    return (method, *(note for note in notes if note))
