"""What the planner shows of the full answer: trade by each office, a year of water and power."""

from typing import NamedTuple

from goldenbridge.figures.bars import Bar, bars
from goldenbridge.figures.caption import Caption, look
from goldenbridge.figures.figure import Figure
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Chance, Listing, Number, Own, Quantity
from goldenbridge.nexus.basin import Basin
from goldenbridge.outlook.exchanges import Bargain
from goldenbridge.outlook.spans import Span
from goldenbridge.programme.model import Programme
from goldenbridge.report.plan_trade import Outlook
from goldenbridge.report.schedules import schedule
from goldenbridge.report.section import Table
from goldenbridge.report.sections.exchange import month_name


class Brought(NamedTuple):
    """A question, its answer in a sentence, and picture and table for it."""

    title: str
    answer: str
    figure: Figure | None
    table: Table


def trade(programme: Programme, found: tuple[Outlook, ...], language: Language) -> Brought:
    """The chance of the target and the turnover, as it is and as planned, by each office."""
    say = language.say
    sides = {one.id: _side(programme, one.id) for one in programme.reporters}
    names = (say("as it is"), say("as planned"))
    rows = [
        Bar(sides[o.reporter], name, 0.0, chance, language.chance(chance), look(n))
        for n, o in enumerate(found)
        for name, chance in zip(names, (o.chance_before, o.chance), strict=True)
    ]
    first = found[0]
    target = Quantity(first.target_usd / 1e9, "USD bn")
    title = say("Chance of {target} in {year}", target=target, year=str(first.year))
    told = "; ".join(
        say(
            "{side} figures: {before} as it is, {after} as planned",
            side=sides[o.reporter],
            before=Chance(o.chance_before),
            after=Chance(o.chance),
        )
        for o in found
    )
    basis = say(
        "One crossing stands for the border; elasticities, the worth of time and freight are "
        "mostly assumed and drawn from their ranges."
    )
    numeric = (
        say("chance as it is"),
        say("chance as planned"),
        say("turnover as it is, bn USD"),
        say("turnover as planned, bn USD"),
        say("gained, bn USD"),
    )
    table = Table(
        id="trade",
        caption=say("Turnover in {year}; in brackets eight of ten draws", year=str(first.year)),
        columns=(say("figures of"), *numeric),
        rows=tuple(
            (
                sides[o.reporter],
                language.chance(o.chance_before),
                language.chance(o.chance),
                *(_span(language, one) for one in (o.before_usd, o.turnover_usd, o.gained_usd)),
            )
            for o in found
        ),
        numeric=numeric,
    )
    figure = bars(rows, "planned", say("chance"), Caption(title, language))
    return Brought(title, f"{told}. {basis}", figure, table)


def water(programme: Programme, basin: Basin, found: Bargain, language: Language) -> Brought:
    """The year of a basin as agreed; `basin` is told in the language."""
    say, year = language.say, found.schedule
    names = {side.id: side.name for side in basin.sides}
    numeric = (
        say("agreed, m³/s"),
        say("without agreement, m³/s"),
        say("power out, GWh"),
        say("power back, GWh"),
    )
    answer = say("Nothing is gained by an agreement on these figures: the release is the same.")
    if found.gain_musd > 0:
        cash = [
            f"{names[side]} {language.number(amount, 1, signed=True)}"
            for side, amount in found.cash_musd.items()
        ]
        answer = say(
            "Together they gain {gain} mn USD a year; {out} GWh go out and {back} GWh come back. "
            "Cash that splits the gain evenly, mn USD: {cash}.",
            gain=Number(found.gain_musd, 1),
            out=Number(found.out_gwh, 0),
            back=Number(found.back_gwh, 0),
            cash=Listing(cash),
        )
    figures = programme.basin_figures
    guessed = sum(figure.basis == "assumed" for figure in figures)
    answer += " " + say(
        "{count} of its {total} figures are assumed.", count=guessed, total=len(figures)
    )
    lines = (year.release, year.apart, year.out, year.back)
    table = Table(
        id="water",
        caption=say("Month by month"),
        columns=(say("month"), *numeric),
        rows=tuple(
            (month_name(language, month), *(language.number(line[t], 0) for line in lines))
            for t, month in enumerate(year.months)
        ),
        numeric=numeric,
    )
    title = say("Water and power, {basin}", basin=Own(basin.name))
    return Brought(title, answer, schedule(basin, year, language), table)


def _side(programme: Programme, reporter: str) -> str:
    own = next(one for one in programme.reporters if one.id == reporter)
    return next(party.adjective for party in programme.parties if party.id == own.party)


def _span(language: Language, told: Span) -> str:
    middle, low, high = (language.number(value / 1e9, 2) for value in told)
    return f"{middle} ({low} – {high})"
