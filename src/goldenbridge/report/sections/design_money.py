"""Would anyone build it?"""

import math
from typing import TYPE_CHECKING

from goldenbridge.language.messages import Chance, Message, Number, Own, tell
from goldenbridge.outlook.company import Bid, Spread
from goldenbridge.report.section import Section, Table

if TYPE_CHECKING:
    from goldenbridge.report.design_told import Told

CASES: dict[str, Message] = {
    "forecast": tell("trade as forecast"),
    "kept": tell("trade as promised"),
    "tender": tell("as in the tenders: trade of then, whole budget private"),
}
_DAYS = 365


def section(run: "Told") -> Section:
    """The company's money in each case, and the public side."""
    say, bids = run.language.say, run.found.bids
    first = bids.get("forecast") or bids["kept"]
    answer = say(
        "For the company the value is {value} mn USD and a loss has a chance of {loss}.",
        value=Number(first.value.median / 1e6, 1, signed=True),
        loss=Chance(first.loss),
    )
    if not first.rational and math.isfinite(first.guarantee):
        answer += " " + say(
            "A bid is rational with {guarantee} mn USD of revenue a year guaranteed, or a grant of "
            "{grant} mn USD.",
            guarantee=Number(first.guarantee / 1e6, 1),
            grant=Number(first.grant / 1e6, 1),
        )
    if "tender" in bids:
        answer += " " + say(
            "In the tenders it would have lost with a chance of {loss}: reason enough for no bid, "
            "as far as these figures can say.",
            loss=Chance(bids["tender"].loss),
        )
    return Section(
        id="money",
        title=say("Would anyone build it?"),
        answer=answer,
        tables=(_table(run), _public(run)),
        assumptions=(
            say(
                "Real USD, joint draws of every figure from its range; most of them are assumed, "
                "for no plan, tariff or bid is published."
            ),
        ),
        data={
            "money": {
                "bids": {name: as_json(one) for name, one in bids.items()},
                "public": {
                    "reliefs": [one._asdict() for one in run.found.reliefs],
                    "dwell_h_a_day": run.found.dwell_h_a_day,
                    "saved_usd_a_year": _saved(run),
                },
            }
        },
    )


def as_json(one: Bid) -> dict[str, object]:
    """A bid; None stands for what no number is enough for."""
    spreads = ("built", "revenue", "running", "value")
    numbers = (
        "mean_value", "loss", "payback", "break_even_fee", "break_even_let", "guarantee",
        "guarantee_cost", "grant", "rational",
    )  # fmt: skip
    return {
        **{f"{name}_usd": getattr(one, name)._asdict() for name in spreads},
        **{name: _finite(getattr(one, name)) for name in numbers},
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _table(run: "Told") -> Table:
    language, say = run.language, run.language.say
    cases = [name for name in CASES if name in run.found.bids]
    bids = [run.found.bids[name] for name in cases]

    def spread(one: Spread) -> str:
        low, middle, high = (language.number(v / 1e6, 1) for v in one)
        return f"{middle} ({low} … {high})"

    def number(value: float, digits: int = 1) -> str:
        return language.number(value, digits) if math.isfinite(value) else "–"

    rows = [
        (say("to build, mn USD"), *(spread(one.built) for one in bids)),
        (say("revenue a year, mn USD"), *(spread(one.revenue) for one in bids)),
        (say("running cost a year, mn USD"), *(spread(one.running) for one in bids)),
        (say("net present value, mn USD"), *(spread(one.value) for one in bids)),
        (say("chance of a loss"), *(language.value(Chance(one.loss)) for one in bids)),
        (say("years to pay back"), *(number(one.payback) for one in bids)),
        (say("fees at break-even, times"), *(number(one.break_even_fee) for one in bids)),
        (say("let at break-even, times"), *(number(one.break_even_let) for one in bids)),
        (
            say("guaranteed revenue for a rational bid, mn USD a year"),
            *(number(one.guarantee / 1e6) for one in bids),
        ),
        (
            say("what the guarantee costs the states, mn USD now"),
            *(number(one.guarantee_cost / 1e6) for one in bids),
        ),
        (say("or a grant, mn USD"), *(number(one.grant / 1e6) for one in bids)),
    ]
    numeric = tuple(say(CASES[name]) for name in cases)
    return Table(
        id="money",
        caption=say("The company: median and, in brackets, eight draws of ten"),
        columns=(say("figure"), *numeric),
        rows=tuple(rows),
        numeric=numeric,
    )


def _saved(run: "Told") -> float:
    """What trucks save a year, USD: hours saved at the crossings less those spent in the site."""
    hours = sum(one.hours_a_day for one in run.found.reliefs) - run.found.dwell_h_a_day
    design = run.found.asked.design
    return hours * _DAYS * run.found.plan.found.space.prices[design.truck_hour]


def _public(run: "Told") -> Table:
    language, say = run.language, run.language.say
    sites = {one.id: one.name for one in run.programme.sites}
    bill = run.found.bill
    numeric = (say("value"),)
    rows = [
        (
            say("truck-hours saved a day, {site}", site=Own(sites[one.site])),
            language.number(one.hours_a_day, 0),
        )
        for one in run.found.reliefs
    ]
    rows += [
        (say("truck-hours spent in it a day"), language.number(run.found.dwell_h_a_day, 0)),
        (say("worth a year, mn USD"), language.number(_saved(run) / 1e6, 1)),
        (say("built by the states, mn USD"), language.number(bill.built["state"] / 1e6, 1)),
        (
            say("pay and upkeep by the states a year, mn USD"),
            language.number((bill.pay["state"] + bill.upkeep["state"]) / 1e6, 2),
        ),
    ]
    return Table(
        id="public",
        caption=say("The public side, at the trade the design is made for"),
        columns=(say("figure"), *numeric),
        rows=tuple(rows),
        numeric=numeric,
    )
