"""What should the yearly exchange of water and power be?"""

from typing import TYPE_CHECKING

import numpy as np

from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Listing, Number, Own, tell
from goldenbridge.nexus.physics import seconds
from goldenbridge.nexus.water import MONTHS
from goldenbridge.report.section import Section, Table

if TYPE_CHECKING:
    from goldenbridge.report.exchanged import Exchanged


def month_name(language: Language, month: int) -> str:
    """A calendar month by its name."""
    return str(language.locale.months["stand-alone"]["abbreviated"][month])


def section(run: "Exchanged") -> Section:
    """The schedule by month, shortages and what water is worth."""
    say, plan = run.language.say, run.deal.plan
    return Section(
        id="exchange",
        title=say("What should the exchange be?"),
        answer=_answer(run),
        tables=(_schedule(run), _risks(run)),
        assumptions=_assumptions(run),
        data={
            "basin": run.basin.id,
            "sides": list(run.deal.table),
            "schedule": [
                {
                    "month": month,
                    "release_mm3": {
                        one.id: float(plan.agreed[r, t])
                        for r, one in enumerate(run.basin.reservoirs)
                    },
                    "out_gwh": {swap: float(v[t]) for swap, v in plan.out.items()},
                    "back_gwh": {swap: float(v[t]) for swap, v in plan.back.items()},
                    "short": {side: float(plan.shortage(side)[t]) for side in run.deal.table},
                    "breached": float(plan.breached[t]),
                    "water_usd_m3": float(plan.water_value[t]),
                }
                for t, month in enumerate(plan.months)
            ],
            "head_residual": plan.head_residual,
        },
    )


def _answer(run: "Exchanged") -> str:
    say, plan, deal = run.language.say, run.deal.plan, run.deal
    summer = [t for t, month in enumerate(plan.months) if 4 <= month <= 9]
    told = say(
        "{basin}: {agreed} Mm³ released from April to September instead of {apart} without an "
        "agreement.",
        basin=Own(run.basin.name),
        agreed=Number(float(np.nansum(plan.agreed[:, summer])), 0),
        apart=Number(float(deal.apart.plan.release.mean(axis=0)[:, summer].sum()), 0),
    )
    swaps = [
        tell(
            "{giver} gives {taker} {out} GWh and gets {back} GWh back",
            giver=Own(run.name(swap.giver)),
            taker=Own(run.name(swap.taker)),
            out=Number(float(plan.out[swap.id].sum()), 0),
            back=Number(float(plan.back[swap.id].sum()), 0),
        )
        for swap in run.basin.swaps
        if swap.id in plan.out
    ]
    if swaps:
        told += " " + say("{swaps}.", swaps=Listing(swaps))
    if len(plan.months) < MONTHS:
        month = month_name(run.language, plan.months[0])
        told = say("Planned again from {month} on.", month=month) + " " + told
    figures = run.programme.basin_figures
    guessed = sum(figure.basis == "assumed" for figure in figures)
    if guessed:
        told += " " + say(
            "{count} of its {total} figures are assumed.", count=guessed, total=len(figures)
        )
    return told


def _schedule(run: "Exchanged") -> Table:
    language, say, plan = run.language, run.language.say, run.deal.plan
    reservoirs = [one.name for one in run.basin.reservoirs]
    numeric = (
        *(say("{reservoir}, m³/s", reservoir=Own(name)) for name in reservoirs),
        *(say("{reservoir}, Mm³", reservoir=Own(name)) for name in reservoirs),
        say("power out, GWh"),
        say("power back, GWh"),
        say("off plan"),
    )
    rows = []
    for t, month in enumerate(plan.months):
        flows = [float(plan.agreed[r, t]) for r in range(len(reservoirs))]
        rows.append(
            (
                month_name(language, month),
                *(language.number(abs(v) * 1e6 / seconds(month), 0) for v in flows),
                *(language.number(abs(v), 0) for v in flows),
                language.number(sum(float(v[t]) for v in plan.out.values()), 0),
                language.number(sum(float(v[t]) for v in plan.back.values()), 0),
                language.percent(float(plan.breached[t])),
            )
        )
    return Table(
        id="schedule",
        caption=say("The agreed schedule; off plan: inflows in which it could not be kept"),
        columns=(say("month"), *numeric),
        rows=tuple(rows),
        numeric=numeric,
    )


def _risks(run: "Exchanged") -> Table:
    language, say, plan = run.language, run.language.say, run.deal.plan
    numeric = (
        *(say("{side}: fields short", side=Own(run.name(side))) for side in run.deal.table),
        say("one more m³ is worth, US cents"),
    )
    return Table(
        id="risks",
        caption=say("How likely fields lack water, and what more water would be worth"),
        columns=(say("month"), *numeric),
        rows=tuple(
            (
                month_name(language, month),
                *(language.percent(float(plan.shortage(side)[t])) for side in run.deal.table),
                language.number(100 * float(plan.water_value[t]), 1),
            )
            for t, month in enumerate(plan.months)
        ),
        numeric=numeric,
    )


def _assumptions(run: "Exchanged") -> tuple[str, ...]:
    say, plan = run.language.say, run.deal.plan
    told = say(
        "{n} equally likely inflows drawn from the totals of basin.toml (assumed); heads by "
        "successive linear programmes, with {residual} of power still in error.",
        n=plan.release.shape[0],
        residual=run.language.percent(plan.head_residual, 2),
    )
    again: tuple[str, ...] = ()
    if len(plan.months) < MONTHS:
        again = (
            say(
                "The months left start from the volumes of the sheet; power swapped before is "
                "taken as agreed, and gains are those of the months left."
            ),
        )
    return (*again, told, *((run.basin.note,) if run.basin.note else ()))
