"""The figure of an agreed schedule, which the brief and the exchange show alike."""

from goldenbridge.figures.caption import Caption
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.schedule import Need, Year
from goldenbridge.figures.schedule import schedule as draw
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Own
from goldenbridge.nexus.basin import Basin
from goldenbridge.outlook.exchanges import Schedule
from goldenbridge.report.sections.exchange import month_name


def schedule(basin: Basin, found: Schedule, language: Language) -> Figure:
    """The schedule of the first reservoir of a basin; names are those of `basin`."""
    say = language.say
    names = {side.id: side.name for side in basin.sides}
    reservoir = next(one for one in basin.reservoirs if one.id == found.reservoir)
    needs = [
        Need(say("{side}: need of the fields", side=Own(names[side])), flows)
        for side, flows in found.fields.items()
    ]
    if found.power:
        name = say("{side}: need of power, as water", side=Own(names[reservoir.side]))
        needs.append(Need(name, found.power))
    year = Year(
        [month_name(language, month) for month in found.months],
        found.release,
        found.apart,
        needs,
        found.out,
        found.back,
    )
    title = say("{reservoir}: a year as agreed", reservoir=Own(reservoir.name))
    return draw(year, Caption(title, language))
