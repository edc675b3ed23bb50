"""Was what was agreed also given, and what does the model of the basin rest on?"""

from typing import TYPE_CHECKING

from goldenbridge.language.messages import Number, Own
from goldenbridge.nexus.accounts import kept, settlement
from goldenbridge.report.section import Section, Table
from goldenbridge.report.sections.basis import basis as figures_basis

if TYPE_CHECKING:
    from goldenbridge.report.exchanged import Exchanged


def section(run: "Exchanged") -> Section:
    """The entries of the folder, and the power still due by swap."""
    language, say = run.language, run.language.say
    judged = kept(run.basin)
    accounts = [settlement(swap, run.basin.entries) for swap in run.basin.swaps]
    numeric = (say("agreed"), say("given"), say("given of agreed"))
    names = {one.id: one.name for one in run.basin.sides}
    names |= {one.id: one.name for one in run.basin.reservoirs}
    with_both = [one.compliance for one in judged if one.compliance is not None]
    full = sum(ratio >= 0.99 for ratio in with_both)
    return Section(
        id="accounts",
        title=say("Was what was agreed also given?"),
        answer=say(
            "In {full} of {count} periods with both figures all that was agreed was given.",
            full=full,
            count=len(with_both),
        )
        if with_both
        else say("The folder holds no period with both what was agreed and what was given."),
        tables=(
            Table(
                id="entries",
                caption=say("Agreed and given, by period"),
                columns=(say("period"), say("what"), say("of"), *numeric, say("unit"), say("note")),
                rows=tuple(
                    (
                        language.period(one.entry.period),
                        say(one.entry.kind),
                        names.get(one.entry.of, one.entry.of),
                        *(
                            "–" if v is None else language.number(v, 1)
                            for v in (one.entry.planned, one.entry.actual)
                        ),
                        "–" if one.compliance is None else language.percent(one.compliance),
                        one.entry.unit,
                        one.entry.note,
                    )
                    for one in judged
                ),
                numeric=numeric,
                sources=tuple(one.entry.sources for one in judged),
            ),
        ),
        assumptions=tuple(
            say(
                "{swap}: {out} GWh out, {back} GWh back; {due} GWh due by the coefficient in use, "
                "on the entries here only.",
                swap=Own(one.swap),
                out=Number(one.out, 1),
                back=Number(one.back, 1),
                due=Number(one.due, 1),
            )
            for one in accounts
            if one.out or one.back
        ),
        data={
            "settlements": [
                {
                    "swap": one.swap,
                    "out_gwh": one.out,
                    "owed_gwh": one.owed,
                    "back_gwh": one.back,
                    "due_gwh": one.due,
                }
                for one in accounts
            ]
        },
    )


def basis(run: "Exchanged") -> Section:
    """Every figure of the basins with its range, basis and sources."""
    caption = run.language.say("Figures of the basins; change them in basin.toml")
    return figures_basis(run.language, run.programme.basin_figures, caption)
