"""What of a design is needed when, as trade goes under each scenario?"""

from typing import TYPE_CHECKING

from goldenbridge.report.section import Table
from goldenbridge.trade.measures import AS_NOW

if TYPE_CHECKING:
    from goldenbridge.report.design_told import Told


def tables(run: "Told") -> tuple[Table, ...]:
    """The steps in which the site can grow, and which of them is needed when."""
    return (_ladder(run), _needs(run)) if run.found.needs else ()


def names(run: "Told") -> dict[str, str]:
    """What scenarios are called, by id."""
    called = {one.id: one.title for one in run.programme.scenarios}
    return {AS_NOW: run.language.say("no measure"), **called}


def _steps(run: "Told") -> list[str]:
    return [run.language.percent(rung.share) for rung in run.found.ladder]


def _ladder(run: "Told") -> Table:
    language, say, rungs = run.language, run.language.say, run.found.ladder
    space = run.found.plan.found.space
    rows = [
        (
            run.name(one.pool),
            *("+".join(map(str, space.posts(rung.levels, one.pool))) for rung in rungs),
        )
        for one in run.found.asked.design.resources
    ]
    for n, axis in enumerate(space.axes):
        if axis.post < 0:
            rows.append((run.name(axis.of), *(language.number(r.levels[n], 0) for r in rungs)))
    rows += [
        (say("people"), *(language.number(r.people, 0) for r in rungs)),
        (say("mn USD to build"), *(language.number(r.built_usd / 1e6, 1) for r in rungs)),
        (say("mn USD a year"), *(language.number(r.yearly_usd / 1e6, 2) for r in rungs)),
    ]
    numeric = tuple(_steps(run))
    return Table(
        id="ladder",
        caption=say("What is enough for up to a share of its trucks: units open in each shift"),
        columns=(say("part"), *numeric),
        rows=tuple(rows),
        numeric=numeric,
    )


def _needs(run: "Told") -> Table:
    language, say, steps = (
        run.language,
        run.language.say,
        [*_steps(run), f"> {run.language.percent(1.0)}"],
    )
    called, found = names(run), run.found.needs
    years = list(dict.fromkeys(need.year for need in found))
    rows = []
    for scenario in dict.fromkeys(need.scenario for need in found):
        told = []
        for need in (need for need in found if need.scenario == scenario):
            low, middle, high = (steps[n] for n in need.rungs(run.found.ladder))
            told.append(f"{language.percent(need.shares[1])} → {middle} ({low} … {high})")
        rows.append((called.get(scenario, scenario), *told))
    numeric = tuple(map(str, years))
    return Table(
        id="needs",
        caption=say(
            "Its trucks that come by the median of trade, and the step that is enough for them; "
            "in brackets eight draws of ten"
        ),
        columns=(say("scenario"), *numeric),
        rows=tuple(rows),
        numeric=numeric,
    )
