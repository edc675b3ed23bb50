"""Will the headline target be reached, and by whose statistics?"""

from datetime import date

from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Chance, Listing, Message, Own, Quantity, tell
from goldenbridge.language.periods import Period, read_period
from goldenbridge.outlook.attainment import Attainment
from goldenbridge.programme.model import Commitment
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Section, Table, spell

_METHOD = tell(
    "Forecast: a pool of smoothing methods on logs with a Student-t spread, scaled on other "
    "collections of yearly series; it knows the past of the series and nothing else."
)
_STATUS = tell(
    "Status compares growth since the baseline with the growth needed from there; the chance, of "
    "standing at the target in its year, comes from the forecast alone: what is on track may be "
    "unlikely."
)


def section(facts: Facts) -> Section:
    """The answer in one sentence, then every level promise by reporter and reading."""
    say = facts.language.say
    levels = [a for a in facts.attained if a.reporter]
    return Section(
        id="trade",
        title=say("Will the target be reached?"),
        answer=say(_answer(facts)),
        tables=(_headline(facts), _levels(facts, levels), _years(facts)),
        assumptions=(
            say(_METHOD),
            say(_STATUS),
            *(
                say(
                    "Assumed {value}: {why}.",
                    value=Quantity(a.value, a.unit),
                    why=Own(a.why.rstrip(".")),
                )
                for a in facts.programme.assumptions
            ),
        ),
        data={
            "sides": {r.id: facts.side(r.id) for r in facts.programme.reporters},
            "attainment": [_json(facts, a) for a in facts.attained],
        },
    )


def _answer(facts: Facts) -> Message:
    headline = facts.headline
    if headline is None:
        return tell("The headline promise was not yet made on that day.")
    title = Own(headline.title)
    if headline.target is None:
        return tell("The headline promise names no level to reach: {title}.", title=title)
    rows = {a.reporter: a for a in reversed(facts.attained_by(headline.id)) if a.reporter}
    if not rows:
        return tell("No statistics can tell of the headline promise: {title}.", title=title)
    first = next(iter(rows.values()))
    goal = _goal(facts, headline)
    if first.deadline:
        goal = tell("{goal} by {when}", goal=goal, when=_when(first.deadline))
    if headline.readings:
        basis = tell(first.deadline_basis)
        goal = tell("{goal} ({basis}: the promise gives no date)", goal=goal, basis=basis)
    sides = [_side(facts, rows[r.id]) for r in facts.programme.reporters if r.id in rows]
    return tell("{goal}: {sides} figures.", goal=goal, sides=Listing(sides))


def _goal(facts: Facts, headline: Commitment) -> Message:
    title = next(i.title for i in facts.programme.indicators if i.id == headline.indicator)
    told = {
        "indicator": Own(title),
        "target": Quantity(headline.target or 0.0, headline.unit),
    }
    if headline.at_most:
        return tell("{indicator} of at most {target}", **told)
    return tell("{indicator} of {target}", **told)


def _side(facts: Facts, a: Attainment) -> Message:
    side = facts.side(a.reporter)
    if a.probability is None or not a.years:
        return tell("{status} on the {side}", status=tell(spell(a.status)), side=side)
    return tell("{chance} likely on the {side}", chance=Chance(a.probability), side=side)


def _headline(facts: Facts) -> Table:
    language, headline = facts.language, facts.headline
    rows = [] if headline is None else [a for a in facts.attained_by(headline.id) if a.reporter]
    return Table(
        id="headline",
        caption=headline.title if headline else language.say("headline promise"),
        columns=(
            language.say("side"),
            language.say("last known"),
            by := language.say("by"),
            need := language.say("need/y"),
            grew := language.say("grew/y"),
            language.say("status"),
            span := language.say("80% range"),
            chance := language.say("chance"),
        ),
        rows=tuple(
            (
                facts.side(a.reporter),
                _value(language, a.latest, a.unit, a.standing),
                str(a.deadline.year) if a.deadline else "–",
                _growth(language, a.required_from_now),
                _growth(language, a.achieved_growth),
                language.say(spell(a.status)),
                _range(language, a),
                _chance(language, a),
            )
            for a in rows
        ),
        numeric=(by, need, grew, span, chance),
        sources=tuple(a.sources for a in rows),
    )


def _levels(facts: Facts, levels: list[Attainment]) -> Table:
    language = facts.language
    titles = {c.id: c.title for c in facts.commitments}
    return Table(
        id="levels",
        caption=language.say("Every promised level, by reporter and reading of the deadline"),
        columns=(
            language.say("promise"),
            language.say("side"),
            language.say("baseline"),
            language.say("target"),
            language.say("deadline"),
            required := language.say("required"),
            achieved := language.say("achieved"),
            ratio := language.say("ratio"),
            language.say("status"),
            language.say("outlook"),
            chance := language.say("chance"),
        ),
        rows=tuple(
            (
                f"{a.commitment} {titles[a.commitment]}",
                facts.side(a.reporter),
                _value(language, a.baseline, a.unit),
                language.quantity(a.target or 0.0, a.unit),
                _deadline(language, a),
                _growth(language, a.required_growth),
                _growth(language, a.achieved_growth),
                language.number(a.ratio, 2) if a.ratio is not None else "–",
                language.say(spell(a.status)),
                _outlook(language, a),
                _chance(language, a),
            )
            for a in levels
        ),
        numeric=(required, achieved, ratio, chance),
        sources=tuple(a.sources for a in levels),
    )


def _years(facts: Facts) -> Table:
    language, headline = facts.language, facts.headline
    rows = {a.reporter: dict(a.years) for a in facts.attained_by(headline.id)} if headline else {}
    years = sorted({year for row in rows.values() for year in row})
    return Table(
        id="years",
        caption=language.say("Chance that the target was met in some year up to the one named"),
        columns=(language.say("side"), *(str(year) for year in years)),
        rows=tuple(
            (facts.side(r), *(language.chance(row[y]) if y in row else "–" for y in years))
            for r, row in rows.items()
            if row
        ),
        numeric=tuple(str(year) for year in years),
    )


def _value(
    language: Language, pair: tuple[str, float] | None, unit: str, standing: str = ""
) -> str:
    if pair is None:
        return "–"
    told = [language.period(read_period(pair[0]))]
    if standing not in {"", "final"}:
        told.append(language.say(standing))
    return f"{language.quantity(pair[1], unit)} ({', '.join(told)})"


def _when(due: date) -> Period | date:
    return read_period(str(due.year)) if (due.month, due.day) == (12, 31) else due


def _deadline(language: Language, a: Attainment) -> str:
    if a.deadline is None:
        return language.say("none")
    return f"{language.value(_when(a.deadline))} ({language.say(a.deadline_basis)})"


def _growth(language: Language, rate: float | None) -> str:
    return language.percent(rate, 1) if rate is not None else "–"


def _chance(language: Language, a: Attainment) -> str:
    return language.chance(a.probability) if a.probability is not None else "–"


def _outlook(language: Language, a: Attainment) -> str:
    if not isinstance(a.median, float) or a.interval80 is None or a.deadline is None:
        return "–"
    return f"{language.quantity(a.median, a.unit)} ({_range(language, a)})"


def _range(language: Language, a: Attainment) -> str:
    if not isinstance(a.median, float) or a.interval80 is None:
        return "–"
    low, high = (language.number(v, 2) for v in a.interval80 if isinstance(v, float))
    return f"{low}–{high}"


def _json(facts: Facts, a: Attainment) -> dict[str, object]:
    return {
        "commitment": a.commitment,
        "indicator": a.indicator or None,
        "kind": a.kind,
        "reporter": a.reporter or None,
        "baseline": _pair(a.baseline),
        "latest": _pair(a.latest),
        "standing": a.standing or None,
        "target": a.target,
        "unit": a.unit,
        "deadline": _text(a.deadline),
        "deadline_basis": a.deadline_basis,
        "required_growth": a.required_growth,
        "required_from_now": a.required_from_now,
        "achieved_growth": a.achieved_growth,
        "ratio": a.ratio,
        "status": a.status,
        "reason": facts.language.say(a.reason),
        "probability": a.probability,
        "probability80": list(a.probability80) if a.probability80 else None,
        "median": a.median if isinstance(a.median, float) else _text(a.median),
        "interval80": [v if isinstance(v, float) else _text(v) for v in a.interval80]
        if a.interval80
        else None,
        "years": {str(year): share for year, share in a.years},
        "method": facts.language.say(a.method),
        "sources": list(a.sources),
    }


def _pair(pair: tuple[str, float] | None) -> dict[str, object] | None:
    return {"period": pair[0], "value": pair[1]} if pair else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
