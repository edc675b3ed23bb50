"""Volumes of reservoirs through a plan, as a fan over the inflow members."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenbridge.figures import svg
from goldenbridge.figures.axes import PAD, across, beside, margin
from goldenbridge.figures.caption import Caption, Drawn, compose
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.scales import Scale, ticks
from goldenbridge.language.languages import Language
from goldenbridge.language.messages import Number

_HIGH, _FOOT = 170.0, 40.0


@dataclass(frozen=True, slots=True)
class Store:
    """A reservoir: volumes low, middle and high at each end of month, and the dead one, Mm³."""

    name: str
    volumes: Sequence[Sequence[float]]
    dead: float


def storage(stores: Sequence[Store], months: Sequence[str], caption: Caption) -> Figure:
    """A chart per reservoir; the fan holds eight of ten inflow members."""
    chart = _Chart(stores, months, caption.language)
    unit = caption.language.say("Mm³ at the end of the month; eight of ten inflows lie in the band")
    return compose(caption, "storage", alt=chart.alt(), unit=unit, draw=chart.draw)


@dataclass(frozen=True, slots=True)
class _Chart:
    stores: Sequence[Store]
    months: Sequence[str]
    language: Language

    def alt(self) -> str:
        told = [
            self.language.say(
                "{reservoir}: {first} Mm³ at first, {last} in the end",
                reservoir=store.name,
                first=Number(store.volumes[1][0], 0),
                last=Number(store.volumes[1][-1], 0),
            )
            for store in self.stores
        ]
        return "; ".join(told) + "."

    def draw(self, room: float) -> Drawn:
        shapes, top = [], 0.0
        for store in self.stores:
            shapes.append(svg.label(0, top + 14, store.name, "b"))
            shapes.append(self.one(store, top + 28, room))
            top += 28 + _HIGH + _FOOT
        return Drawn("".join(shapes), top)

    def one(self, store: Store, top: float, room: float) -> str:
        levels = ticks(0, max(store.volumes[2]), 5)
        labels = [self.language.number(level, 0) for level in levels]
        left, floor = margin(labels), top + _HIGH
        x = Scale(0, len(self.months), left, room - PAD)
        y = Scale(0, max(*levels, *store.volumes[2]), floor, top)
        low, middle, high = (
            [(x(t), y(volume)) for t, volume in enumerate(line)] for line in store.volumes
        )
        fan = [svg.band(low, high, "fan80"), svg.polyline(middle, "line")]
        dead = self.language.say("dead volume")
        shapes = [
            across(levels, y, left, room - PAD),
            beside(levels, labels, y, left),
            svg.group("first", fan),
            svg.line((left, y(store.dead)), (room - PAD, y(store.dead)), "goal"),
            svg.label(room - PAD, y(store.dead) - 5, dead, "xs halo", anchor="end"),
        ]
        every = 1 if room > 500 else 2
        shapes += [
            svg.label(x(t + 0.5), floor + 18, name, "xs", anchor="middle")
            for t, name in enumerate(self.months)
            if t % every == 0
        ]
        return "".join(shapes)
