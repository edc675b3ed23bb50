"""Who gains from the exchange, and what is a fair split?"""

from typing import TYPE_CHECKING

from goldenbridge.language.messages import Listing, Number, Own, tell
from goldenbridge.report.section import Section, Table
from goldenbridge.report.sections.exchange import month_name

if TYPE_CHECKING:
    from goldenbridge.report.exchanged import Exchanged

NAMES = {"nash": "even split of the gain", "shapley": "Shapley", "nucleolus": "nucleolus"}


def section(run: "Exchanged") -> Section:
    """Gains by side, splits, cash by date, and how the answer moves."""
    say, deal = run.language.say, run.deal
    tables = [_sides(run)]
    if deal.worthwhile:
        tables += [_splits(run), _cash(run)]
    if run.moved:
        tables.append(_moved(run))
    return Section(
        id="gains",
        title=say("Who gains, and how is it shared?"),
        answer=_answer(run),
        tables=tuple(tables),
        assumptions=(
            say(
                "Without an agreement the holder of the water plays its own best and, among "
                "equals, the best for the others; with spite they have what stands in brackets."
            ),
        ),
        data={
            "gain_musd": deal.gain,
            "apart_musd": dict(deal.apart.goodwill),
            "apart_spite_musd": dict(deal.apart.spite),
            "together_musd": {side: deal.plan.mean(side) for side in deal.table},
            "cash_musd": dict(deal.cash),
            "splits": [
                {"name": s.name, "worth_musd": dict(s.worth), "complaint_musd": s.complaint}
                for s in deal.splits
            ],
            "instalments": [
                {"month": one.month, "cash_musd": dict(one.cash)} for one in deal.instalments
            ],
            "frontier_musd": [list(point) for point in deal.frontier],
            "points_musd": {name: list(point) for name, point in deal.points.items()},
            "variants": [
                {"id": one.variant, "gain_musd": one.gain, "cash_musd": dict(one.cash)}
                for one in run.moved
            ],
        },
    )


def _answer(run: "Exchanged") -> str:
    say, deal = run.language.say, run.deal
    if not deal.worthwhile:
        return say("Nothing is gained by an agreement on these figures: the release is the same.")
    cash = [
        tell(
            "{side} receives {cash}" if amount >= 0 else "{side} pays {cash}",
            side=Own(run.name(side)),
            cash=Number(abs(amount), 1),
        )
        for side, amount in deal.cash.items()
    ]
    return say(
        "Together they gain {gain} mn USD a year; split evenly, {cash} mn.",
        gain=Number(deal.gain, 1),
        cash=Listing(cash),
    )


def _sides(run: "Exchanged") -> Table:
    language, say, deal = run.language, run.language.say, run.deal
    numeric = (
        say("without, mn USD"),
        say("with, mn USD"),
        say("worst tenth, mn USD"),
        say("cash, mn USD"),
        say("gain, mn USD"),
    )
    split = deal.splits[0]
    rows = []
    for side in deal.table:
        apart, spite = deal.apart.goodwill[side], deal.apart.spite[side]
        rows.append(
            (
                run.name(side),
                f"{language.number(apart, 1)} ({language.number(spite, 1)})",
                language.number(deal.plan.mean(side), 1),
                language.number(deal.plan.cvar(side), 1),
                language.number(deal.cash[side], 1),
                language.number(split.worth[side] - apart, 1),
            )
        )
    return Table(
        id="gains",
        caption=say("Worth of a year to each side; only differences matter"),
        columns=(say("side"), *numeric),
        rows=tuple(rows),
        numeric=numeric,
    )


def _splits(run: "Exchanged") -> Table:
    language, say, deal = run.language, run.language.say, run.deal
    numeric = tuple(say("{side}, mn USD", side=Own(run.name(side))) for side in deal.table)
    return Table(
        id="splits",
        caption=say("Gain of each side by rule of sharing"),
        columns=(say("rule"), *numeric, say("would a group leave?")),
        rows=tuple(
            (
                say(NAMES[split.name]),
                *(
                    language.number(split.worth[side] - deal.apart.goodwill[side], 1)
                    for side in deal.table
                ),
                say("no") if split.complaint <= 1e-6 else say("yes"),
            )
            for split in deal.splits
        ),
        numeric=numeric,
    )


def _cash(run: "Exchanged") -> Table:
    language, say, deal = run.language, run.language.say, run.deal
    numeric = tuple(say("{side}, mn USD", side=Own(run.name(side))) for side in deal.table)
    return Table(
        id="instalments",
        caption=say("Cash at the end of each half-year; what is negative is paid"),
        columns=(say("month"), *numeric),
        rows=tuple(
            (
                month_name(language, one.month),
                *(language.number(one.cash[side], 1) for side in deal.table),
            )
            for one in deal.instalments
        ),
        numeric=numeric,
    )


def _moved(run: "Exchanged") -> Table:
    language, say, deal = run.language, run.language.say, run.deal
    numeric = (
        say("gain, mn USD"),
        *(say("cash to {side}, mn USD", side=Own(run.name(side))) for side in deal.table),
    )
    rows = [(say("as it is"), deal.gain, deal.cash)]
    rows += [(one.title, one.gain, one.cash) for one in run.moved]
    return Table(
        id="variants",
        caption=say("How the answer moves with figures of other sources"),
        columns=(say("figure taken"), *numeric),
        rows=tuple(
            (title, language.number(gain, 1), *(language.number(cash[s], 1) for s in deal.table))
            for title, gain, cash in rows
        ),
        numeric=numeric,
    )
