"""The tables of the section on what would make the promise happen."""

from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Own
from goldenbridge.outlook.sensitivity import Swing
from goldenbridge.outlook.spans import Span
from goldenbridge.report.facts import Facts
from goldenbridge.report.loop import GROWTH, Loop
from goldenbridge.report.section import Table
from goldenbridge.trade.measures import AS_NOW

_SHOWN = 8
_BN = 1e9


def scenario_tables(facts: Facts, found: Loop) -> tuple[Table, ...]:
    """Outcomes, years, contributions, crossings, swings and the measures themselves."""
    tables = [_outcomes(facts, found), _years(facts, found)]
    tables += [_contributions(facts, found)] if found.contributions else []
    tables += _spreads(facts, found)
    return (*tables, _swings(facts, found), _measures(facts))


def names(facts: Facts) -> dict[str, str]:
    """What scenarios, measures and unknown numbers are called, by id."""
    say = facts.language.say
    programme = facts.programme
    return {
        AS_NOW: say("no measure"),
        **{one.id: one.title for one in programme.measures},
        **{f"scenario:{one.id}": one.title for one in programme.scenarios},
        f"scenario:{AS_NOW}": say("no measure"),
        GROWTH: say("growth of trade by itself"),
        "trucks-per-usd": say("trucks for the same trade"),
        "transit": say("transit trucks"),
        "loaded-both-ways": say("trucks loaded both ways"),
        "service-factor": say("durations at the crossing"),
        "trade-elasticity": say("trade's answer to its costs"),
        "time-cost": say("cost of a day, most goods"),
        "time-cost-farm": say("cost of a day, farm goods"),
        "truck-hour": say("cost of a truck's hour"),
        "border-fees": say("payments at the border"),
        "reliability": say("allowance for late trucks"),
    }


def _outcomes(facts: Facts, found: Loop) -> Table:
    language, say, called = facts.language, facts.language.say, names(facts)
    numeric = (
        say("chance"),
        say("turnover, USD bn"),
        say("trade gained, USD bn"),
        say("time saved, h"),
        say("capacity relieved, trucks a day"),
    )
    return Table(
        id="scenarios",
        caption=say("Each scenario by each side: the middle, and 80 of 100 draws in brackets"),
        columns=(say("side"), say("scenario"), *numeric),
        rows=tuple(
            (
                facts.side(o.reporter),
                called[f"scenario:{o.scenario}"],
                language.chance(o.probability),
                _span(language, o.turnover_usd, _BN, 2),
                _span(language, o.gained_usd, _BN, 2),
                _span(language, o.saved_h, 1, 1),
                _span(language, o.relieved, 1, 0),
            )
            for o in found.outcomes
        ),
        numeric=numeric,
    )


def _years(facts: Facts, found: Loop) -> Table:
    language, say, called = facts.language, facts.language.say, names(facts)
    years = [year for year, _ in found.outcomes[0].by_year]
    for o in found.outcomes:
        years = sorted({*years, *(year for year, _ in o.by_year)})
    numeric = tuple(str(year) for year in years)
    return Table(
        id="scenario-years",
        caption=say("Chance that the target was met in some year up to the one named"),
        columns=(say("side"), say("scenario"), *numeric),
        rows=tuple(
            (
                facts.side(o.reporter),
                called[f"scenario:{o.scenario}"],
                *(_chance_of(language, dict(o.by_year), year) for year in years),
            )
            for o in found.outcomes
        ),
        numeric=numeric,
    )


def _chance_of(language: Language, by_year: dict[int, float], year: int) -> str:
    return language.chance(by_year[year]) if year in by_year else "–"


def _contributions(facts: Facts, found: Loop) -> Table:
    language, say, called = facts.language, facts.language.say, names(facts)
    reporters = list(found.contributions)
    measures = list(next(iter(found.contributions.values())))
    numeric = tuple(facts.side(r) for r in reporters)
    rows = [
        (called[m], *(points(language, found.contributions[r][m]) for r in reporters))
        for m in sorted(measures, key=lambda m: -found.contributions[reporters[0]][m])
    ]
    left = [1 - max(o.probability for o in found.outcomes if o.reporter == r) for r in reporters]
    rows.append((say("what no measure brings"), *(points(language, share) for share in left)))
    return Table(
        id="contributions",
        caption=say("What each measure adds to the chance when all are carried out, in points"),
        columns=(say("measure"), *numeric),
        rows=tuple(rows),
        numeric=numeric,
    )


def points(language: Language, share: float) -> str:
    """A difference of probabilities in percentage points: "+4.2"."""
    return language.number(100 * share, 1, signed=True)


def _spreads(facts: Facts, found: Loop) -> list[Table]:
    """How many trucks more or fewer each crossing has, where a scenario changes one of them."""
    language, say, called = facts.language, facts.language.say, names(facts)
    told = [o for o in found.outcomes if o.spread]
    if not told:
        return []
    sites = {site.id: site.name for site in facts.programme.sites}
    numeric = tuple(sites[one.crossing] for one in told[0].spread)
    table = Table(
        id="crossings-chosen",
        caption=say(
            "Trucks a day more or fewer at each crossing than without measures, in the target year"
        ),
        columns=(say("side"), say("scenario"), *numeric),
        rows=tuple(
            (
                facts.side(o.reporter),
                called[f"scenario:{o.scenario}"],
                *(_change(language, one.fewer) for one in o.spread),
            )
            for o in told
        ),
        numeric=numeric,
    )
    return [table]


def _change(language: Language, fewer: Span) -> str:
    middle, high, low = (language.number(round(-v) + 0.0, 0, signed=True) for v in fewer)
    return f"{middle} ({low} – {high})"


def _swings(facts: Facts, found: Loop) -> Table:
    language, say, called = facts.language, facts.language.say, names(facts)
    numeric = (say("chance where it is low"), say("where it is high"), say("worth knowing, points"))
    return Table(
        id="swings",
        caption=say("Which number to measure next, with the border as it is"),
        columns=(say("side"), say("number"), *numeric),
        rows=tuple(
            (
                facts.side(reporter),
                called.get(s.name, s.name),
                language.chance(s.low),
                language.chance(s.high),
                language.number(100 * s.known, 1),
            )
            for reporter, rows in found.swings.items()
            for s in by_worth(rows)
        ),
        numeric=numeric,
    )


def by_worth(rows: tuple[Swing, ...]) -> list[Swing]:
    """The numbers worth most to know, most first."""
    return sorted(rows, key=lambda s: (-s.known, -s.width))[:_SHOWN]


def _measures(facts: Facts) -> Table:
    language, say = facts.language, facts.language.say
    figures = {figure.id: figure for figure in facts.programme.figures}
    rows, sources = [], []
    for measure in facts.programme.measures:
        for effect in measure.effects:
            figure = figures.get(effect.amount)
            amount, basis = "–", ""
            if figure is not None:
                low = figure.value if figure.low is None else figure.low
                high = figure.value if figure.high is None else figure.high
                amount = f"{low:g} – {figure.value:g} – {high:g} {figure.unit}"
                basis = say(figure.basis)
            rows.append(
                (
                    measure.title,
                    language.listing([Own(owner) for owner in measure.owners]),
                    language.period(measure.starts) if measure.starts else say("no date"),
                    f"{effect.path} {effect.of}".strip(),
                    amount,
                    basis,
                    figure.note if figure else measure.note,
                )
            )
            sources.append((*measure.sources, *(figure.sources if figure else ())))
    return Table(
        id="measures",
        caption=say("The measures and what each changes: low – likely – high"),
        columns=(
            say("measure"),
            say("who"),
            say("when"),
            say("acts on"),
            say("how much"),
            say("basis"),
            say("note"),
        ),
        rows=tuple(rows),
        sources=tuple(sources),
    )


def _span(language: Language, span: Span, unit: float, digits: int) -> str:
    # adding 0.0 makes a rounded -0.0 a plain one
    middle, low, high = (language.number(round(v / unit, digits) + 0.0, digits) for v in span)
    return middle if low == high else f"{middle} ({low} – {high})"
