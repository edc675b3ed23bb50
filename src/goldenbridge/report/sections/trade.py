"""Will the headline target be reached, and by whose statistics?"""

from datetime import date

from goldenbridge.language.words import chance, listing, percent, quantity
from goldenbridge.outlook.attainment import Attainment
from goldenbridge.report.facts import Facts
from goldenbridge.report.section import Section, Table, spell

_METHOD = (
    "Forecast: a pool of smoothing methods on logs with a Student-t spread, scaled on other "
    "collections of yearly series; it knows the past of the series and nothing else."
)
_STATUS = (
    "Status compares growth since the baseline with the growth needed from there; the chance, of "
    "standing at the target in its year, comes from the forecast alone: what is on track may be "
    "unlikely."
)


def section(facts: Facts) -> Section:
    """The answer in one sentence, then every level promise by reporter and reading."""
    levels = [a for a in facts.attained if a.reporter]
    return Section(
        id="trade",
        title="Will the target be reached?",
        answer=_answer(facts),
        tables=(_headline(facts), _levels(facts, levels), _years(facts)),
        assumptions=(
            _METHOD,
            _STATUS,
            *(
                f"Assumed {a.id}: {a.value:g} {a.unit} ({a.why.rstrip('.')})."
                for a in facts.programme.assumptions
            ),
        ),
        data={
            "sides": {r.id: facts.side(r.id) for r in facts.programme.reporters},
            "attainment": [_json(facts, a) for a in facts.attained],
        },
    )


def _answer(facts: Facts) -> str:
    headline = facts.headline
    if headline is None or headline.target is None:
        return _silent(facts)
    rows = {a.reporter: a for a in reversed(facts.attained_by(headline.id)) if a.reporter}
    if not rows:
        return f"No statistics can tell of the headline promise: {headline.title}."
    first = next(iter(rows.values()))
    by = f" by {_day(first.deadline)}" if first.deadline else ""
    by += f" ({first.deadline_basis}: the promise gives no date)" if headline.readings else ""
    title = next(i.title for i in facts.programme.indicators if i.id == headline.indicator)
    sides = listing([_side(facts, rows[r.id]) for r in facts.programme.reporters if r.id in rows])
    ceiling = "at most " if headline.at_most else ""
    target = quantity(headline.target, headline.unit)
    return f"{title} of {ceiling}{target}{by}: {sides} figures."


def _silent(facts: Facts) -> str:
    if facts.headline is None:
        return "The headline promise was not yet made on that day."
    return f"The headline promise names no level to reach: {facts.headline.title}."


def _side(facts: Facts, a: Attainment) -> str:
    side = facts.side(a.reporter)
    if a.probability is None or not a.years:
        return f"{spell(a.status)} on the {side}"
    return f"{chance(a.probability)} likely on the {side}"


def _headline(facts: Facts) -> Table:
    headline = facts.headline
    rows = [] if headline is None else [a for a in facts.attained_by(headline.id) if a.reporter]
    return Table(
        id="headline",
        caption=headline.title if headline else "headline promise",
        columns=("side", "last known", "by", "need/y", "grew/y", "status", "80% range", "chance"),
        rows=tuple(
            (
                facts.side(a.reporter),
                _value(a.latest, a.unit, a.standing),
                str(a.deadline.year) if a.deadline else "–",
                _growth(a.required_from_now),
                _growth(a.achieved_growth),
                spell(a.status),
                _range(a),
                chance(a.probability) if a.probability is not None else "–",
            )
            for a in rows
        ),
        numeric=("by", "need/y", "grew/y", "80% range", "chance"),
        sources=tuple(a.sources for a in rows),
    )


def _levels(facts: Facts, levels: list[Attainment]) -> Table:
    titles = {c.id: c.title for c in facts.commitments}
    return Table(
        id="levels",
        caption="Every promised level, by reporter and reading of the deadline",
        columns=(
            "promise",
            "side",
            "baseline",
            "target",
            "deadline",
            "required",
            "achieved",
            "ratio",
            "status",
            "outlook",
            "chance",
        ),
        rows=tuple(
            (
                f"{a.commitment} {titles[a.commitment]}",
                facts.side(a.reporter),
                _value(a.baseline, a.unit),
                quantity(a.target or 0.0, a.unit),
                f"{a.deadline} ({a.deadline_basis})" if a.deadline else "none",
                _growth(a.required_growth),
                _growth(a.achieved_growth),
                f"{a.ratio:.2f}" if a.ratio is not None else "–",
                spell(a.status),
                _outlook(a),
                chance(a.probability) if a.probability is not None else "–",
            )
            for a in levels
        ),
        numeric=("required", "achieved", "ratio", "chance"),
        sources=tuple(a.sources for a in levels),
    )


def _years(facts: Facts) -> Table:
    headline = facts.headline
    rows = {a.reporter: dict(a.years) for a in facts.attained_by(headline.id)} if headline else {}
    years = sorted({year for row in rows.values() for year in row})
    return Table(
        id="years",
        caption="Chance that the target was met in some year up to the one named",
        columns=("side", *(str(year) for year in years)),
        rows=tuple(
            (facts.side(r), *(chance(row[y]) if y in row else "–" for y in years))
            for r, row in rows.items()
            if row
        ),
        numeric=tuple(str(year) for year in years),
    )


def _value(pair: tuple[str, float] | None, unit: str, standing: str = "") -> str:
    if pair is None:
        return "–"
    told = f", {standing}" if standing not in {"", "final"} else ""
    return f"{quantity(pair[1], unit)} ({pair[0]}{told})"


def _day(due: date) -> str:
    return str(due.year) if (due.month, due.day) == (12, 31) else due.isoformat()


def _growth(rate: float | None) -> str:
    return percent(rate, 1) if rate is not None else "–"


def _outlook(a: Attainment) -> str:
    if not isinstance(a.median, float) or a.interval80 is None or a.deadline is None:
        return "–"
    return f"{quantity(a.median, a.unit)} ({_range(a)})"


def _range(a: Attainment) -> str:
    if not isinstance(a.median, float) or a.interval80 is None:
        return "–"
    low, high = a.interval80
    return f"{low:.2f}–{high:.2f}"


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
