"""What would an agreement on water and power bring?"""

from goldenbridge.language.messages import Listing, Number, Own, tell
from goldenbridge.outlook.exchanges import Bargain
from goldenbridge.report.facts import MEMBERS, Facts
from goldenbridge.report.section import Section, Table


def section(facts: Facts) -> Section:
    """The gain of an agreement in each basin, and what it would change."""
    say = facts.language.say
    title = say("What would an agreement on water and power bring?")
    if not facts.bargains:
        if not facts.programme.basins:
            answer = say("No river basin is described in the folder.")
        elif facts.as_of < facts.programme.latest_record:
            answer = say("The basins are described as they are known now, not as on that day.")
        else:
            answer = say("Not reckoned: it needs the extra nexus of this package.")
        return Section("exchange", title, answer, data={"exchange": []})
    return Section(
        id="exchange",
        title=title,
        answer=_answer(facts),
        tables=(_table(facts),),
        assumptions=(
            say(
                "Planned with {n} inflows from basin.toml, where most prices and areas are assumed "
                "and say so; `goldenbridge exchange` shows an agreement in full.",
                n=MEMBERS,
            ),
        ),
        data={"exchange": [_json(one) for one in facts.bargains]},
    )


def _json(one: Bargain) -> dict[str, object]:
    told = one._asdict()
    del told["supplied"], told["schedule"]
    return told


def _answer(facts: Facts) -> str:
    say = facts.language.say
    names = {basin.id: basin.name for basin in facts.programme.basins}
    gains = [one for one in facts.bargains if one.gain_musd > 0]
    if not gains:
        return say("Nothing is gained by an agreement on these figures: the release is the same.")
    told = [
        tell(
            "{basin}: {gain} mn USD a year",
            basin=Own(names[one.basin]),
            gain=Number(one.gain_musd, 1),
        )
        for one in gains
    ]
    return say("Joint gain of an agreement: {told}.", told=Listing(told))


def _table(facts: Facts) -> Table:
    language, say = facts.language, facts.language.say
    numeric = (
        say("gain, mn USD"),
        say("summer release, Mm³"),
        say("without agreement, Mm³"),
        say("power out, GWh"),
        say("power back, GWh"),
    )
    basins = {basin.id: basin for basin in facts.programme.basins}
    rows = []
    for one in facts.bargains:
        names = {side.id: side.name for side in basins[one.basin].sides}
        cash = ", ".join(
            f"{names[side]} {language.number(amount, 1, signed=True)}"
            for side, amount in one.cash_musd.items()
        )
        rows.append(
            (
                basins[one.basin].name,
                language.number(one.gain_musd, 1),
                language.number(one.agreed_mm3, 0),
                language.number(one.apart_mm3, 0),
                language.number(one.out_gwh, 0),
                language.number(one.back_gwh, 0),
                cash,
            )
        )
    return Table(
        id="exchange",
        caption=say("A year of each basin under its agreement; cash by an even split of the gain"),
        columns=(say("basin"), *numeric, say("cash, mn USD")),
        rows=tuple(rows),
        numeric=numeric,
    )
