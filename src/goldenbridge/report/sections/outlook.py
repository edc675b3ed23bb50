"""What would make it happen?"""

from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Chance, Listing, Message, Number, Own, tell
from goldenbridge.outlook.scenarios import STANDARD_H, Outcome, Span
from goldenbridge.outlook.sensitivity import Swing
from goldenbridge.report.facts import Facts
from goldenbridge.report.loop import GROWTH, Loop
from goldenbridge.report.section import Section, Table
from goldenbridge.trade.measures import AS_NOW

_SHOWN = 8
_BN = 1e9


def section(facts: Facts) -> Section:
    """Each scenario by each office: chance, trade gained, time saved, capacity relieved."""
    say, found = facts.language.say, facts.loop
    title = say("What would make it happen?")
    if found is None:
        answer = say("The folder names no measures with an effect, or not yet on that day.")
        return Section("outlook", title, answer, data={"scenarios": []})
    tables = [_outcomes(facts, found), _years(facts, found)]
    tables += [_contributions(facts, found)] if found.contributions else []
    tables += [_swings(facts, found), _measures(facts)]
    return Section(
        id="outlook",
        title=title,
        answer=_answer(facts, found),
        tables=tuple(tables),
        assumptions=_assumptions(facts, found),
        data={
            "scenarios": [_json(o) for o in found.outcomes],
            "contributions": found.contributions,
            "swings": {
                reporter: [
                    {"number": s.name, "low": s.low, "high": s.high, "worth": s.known} for s in rows
                ]
                for reporter, rows in found.swings.items()
            },
        },
    )


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


def _answer(facts: Facts, found: Loop) -> str:
    called = names(facts)
    sides = []
    for reporter in dict.fromkeys(o.reporter for o in found.outcomes):
        rows = [o for o in found.outcomes if o.reporter == reporter]
        still = next(o for o in rows if o.scenario == AS_NOW)
        best = max(rows, key=lambda o: o.probability)
        sides.append(
            tell(
                "{side} {now} as it is, {best} with “{scenario}”",
                side=facts.side(reporter),
                now=Chance(still.probability),
                best=Chance(best.probability),
                scenario=Own(called[f"scenario:{best.scenario}"]),
            )
        )
    return facts.language.say(
        "Chance of the target in {year}, waiting trucks counted: {sides}.",
        year=str(found.year),
        sides=Listing(sides),
    )


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


def _assumptions(facts: Facts, found: Loop) -> tuple[str, ...]:
    say = facts.language.say
    told: list[Message] = [
        tell(
            "Joint draws: {n}. In each, trade falls where crossing takes longer and crossing takes "
            "longer where more trucks come; the one state in which both agree is solved for.",
            n=found.grid.draws,
        ),
        tell(
            "Hours at the border come from simulated years: {years} at each of {loads} loads and "
            "{factors} speeds of service.",
            years=found.grid.replications,
            loads=len(found.grid.loads),
            factors=len(found.grid.factors),
        ),
        tell(
            "The chance at the head of the brief comes from the forecast alone, which knows no "
            "border; here trucks must pass it. A scenario supposes that its measures are carried "
            "out by their dates: whether they will be is another question."
        ),
        tell(
            "One crossing stands for the border. Effects and parameters are mostly assumed, see "
            "measures.toml and border.toml; the largest residual of a draw was {residual}, draws "
            "without a solution: {failed}.",
            residual=f"{max(o.residual for o in found.outcomes):.0e}",
            failed=sum(o.failed for o in found.outcomes),
        ),
        tell(
            "Capacity: the trucks a day that cross within {hours} h on average (assumed).",
            hours=Number(STANDARD_H, 0),
        ),
    ]
    return tuple(say(message) for message in told)


def _span(language: Language, span: Span, unit: float, digits: int) -> str:
    middle, low, high = (language.number(value / unit, digits) for value in span)
    return middle if low == high else f"{middle} ({low} – {high})"


def _json(o: Outcome) -> dict[str, object]:
    return {
        "scenario": o.scenario,
        "reporter": o.reporter,
        "probability": o.probability,
        "turnover_usd": list(o.turnover_usd),
        "gained_usd": list(o.gained_usd),
        "saved_h": list(o.saved_h),
        "relieved_per_day": list(o.relieved),
        "by_year": {str(year): share for year, share in o.by_year},
        "residual": o.residual,
        "failed": o.failed,
    }
