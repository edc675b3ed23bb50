"""What do the fields give with this water, and how much of it crosses the border?"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from goldenbridge.language.messages import Chance, Listing, Number, Own
from goldenbridge.nexus.harvest import Floats, Harvest, harvests
from goldenbridge.nexus.water import MONTHS, Crop
from goldenbridge.report.section import Section, Table
from goldenbridge.report.sections.exchange import month_name

if TYPE_CHECKING:
    from goldenbridge.report.exchanged import Exchanged


def section(run: "Exchanged") -> Section:
    """Harvests by crop, and tonnes and trucks over the border by month."""
    say = run.language.say
    found = {one.crop: one for one in harvests(run.deal.plan)}
    sold = [crop for crop in run.basin.crops if crop.good]
    tonnes = {crop.id: found[crop.id].exportable_t.mean(axis=0) for crop in sold}
    trucks = {crop.id: tonnes[crop.id] / _payload(run, crop) for crop in sold}
    return Section(
        id="fields",
        title=say("What do the fields give, and what crosses the border?"),
        answer=_answer(run, tonnes, trucks),
        tables=(_harvests(run, found), *((_months(run, tonnes, trucks),) if sold else ())),
        assumptions=_closures(run),
        data={
            "crops": [
                {
                    "crop": crop.id,
                    "good": crop.good,
                    "supplied": float(found[crop.id].supplied.mean()),
                    "area_ha": float(found[crop.id].area_ha.mean()),
                    "harvest_t": float(found[crop.id].tonnes.mean()),
                    "sold_t": [float(t) for t in tonnes.get(crop.id, ())],
                    "trucks": [float(n) for n in trucks.get(crop.id, ())],
                }
                for crop in run.basin.crops
            ]
        },
    )


def _payload(run: "Exchanged", crop: Crop) -> float:
    """Tonnes on a truck of the goods a crop is sold among; infinite where none carries them."""
    good = next(good for good in run.programme.goods if good.id == crop.good)
    values = {figure.id: figure.value for figure in run.programme.figures}
    return values.get(good.tonnes_per_truck, float("inf"))


def _answer(run: "Exchanged", tonnes: Mapping[str, Floats], trucks: Mapping[str, Floats]) -> str:
    say = run.language.say
    if not tonnes:
        return say("No crop of this basin is sold across the border, by the folder.")
    by_month = np.sum(list(trucks.values()), axis=0)
    return say(
        "About {tonnes} thousand t a year cross the border, on {trucks} trucks, most of them in "
        "{month}.",
        tonnes=Number(sum(float(t.sum()) for t in tonnes.values()) / 1e3, 0),
        trucks=Number(float(by_month.sum()), 0),
        month=month_name(run.language, int(by_month.argmax()) + 1),
    )


def _harvests(run: "Exchanged", found: Mapping[str, Harvest]) -> Table:
    language, say = run.language, run.language.say
    numeric = (
        say("water of the need"),
        say("in the driest tenth"),
        say("watered, thousand ha"),
        say("harvest, thousand t"),
        say("over the border, thousand t"),
    )
    rows = []
    for crop in run.basin.crops:
        one = found[crop.id]
        over = one.exportable_t.sum(axis=1).mean() / 1e3 if crop.good else 0.0
        rows.append(
            (
                crop.name,
                language.percent(float(one.supplied.mean())),
                language.percent(float(np.quantile(one.supplied, 0.1))),
                language.number(float(one.area_ha.mean()) / 1e3, 1),
                language.number(float(one.tonnes.mean()) / 1e3, 0),
                language.number(float(over), 1),
            )
        )
    return Table(
        id="harvests",
        caption=say("Water, area and harvest by crop, the mean over the inflows"),
        columns=(say("crop"), *numeric),
        rows=tuple(rows),
        numeric=numeric,
    )


def _months(run: "Exchanged", tonnes: Mapping[str, Floats], trucks: Mapping[str, Floats]) -> Table:
    language, say = run.language, run.language.say
    numeric = (say("tonnes"), say("trucks"))
    whole = [np.sum(list(part.values()), axis=0) for part in (tonnes, trucks)]
    return Table(
        id="crops-over-the-border",
        caption=say("Farm goods of these fields over the border by month"),
        columns=(say("month"), *numeric),
        rows=tuple(
            (
                month_name(language, month + 1),
                *(language.number(float(part[month]), 0) for part in whole),
            )
            for month in range(MONTHS)
        ),
        numeric=numeric,
    )


def _closures(run: "Exchanged") -> tuple[str, ...]:
    say = run.language.say
    names = {crop.id: crop.name for crop in run.basin.crops if crop.good}
    return tuple(
        say(
            "{crop}: barred at the border with a probability of {chance} a year, in {months}; "
            "counted by it here, drawn in the scenarios.",
            crop=Own(names[one.crop]),
            chance=Chance(one.probability),
            months=Listing([month_name(run.language, int(month)) for month in one.months]),
        )
        for one in run.basin.closures
        if one.crop in names
    )
