"""What is wrong with a mix of goods and with the ways they go."""

from collections.abc import Iterator, Mapping, Sequence

from goldenbridge.site.check import Flaw, Path
from goldenbridge.site.figures import Figure
from goldenbridge.trade.goods import Freight, Good

_CLOSE = 1e-9
_SHARES = ("share", "road", "loaded_both_ways")
_POSITIVE = ("usd_per_tonne", "tonnes_per_truck", "choice_per_hour")


def freight_flaws(
    freight: Sequence[Freight],
    goods: Sequence[Good],
    figures: Sequence[Figure],
    directions: Sequence[str],
) -> Iterator[Flaw]:
    """Everything wrong with the blocks; `directions` are those of the sites.

    The paths begin with `freight` or `goods`. Figures that are named but not there are left to
    whoever read the names.
    """
    known = {figure.id: figure for figure in figures}
    if len(freight) > 1:
        yield Flaw((("freight", 1),), "id", f"{len(freight)} blocks", "one of [[freight]]")
    if goods and not freight:
        yield Flaw((("goods", 0),), "direction", "goods without [[freight]]", "a block of it")
    for i, one in enumerate(freight):
        yield from _freight((("freight", i),), one, known, directions)
    ways = [way.direction for one in freight for way in one.ways]
    for i, good in enumerate(goods):
        yield from _good((("goods", i),), good, known, ways)
    for direction in ways if goods else ():
        yield from _whole(direction, goods, known)


def _freight(
    here: Path, one: Freight, known: Mapping[str, Figure], directions: Sequence[str]
) -> Iterator[Flaw]:
    yield from _figures(here, one, ("loaded_both_ways", "choice_per_hour"), known)
    if bool(one.crossings) != bool(one.choice_per_hour):
        missing = "crossings" if one.choice_per_hour else "choice_per_hour"
        yield Flaw(here, missing, "nothing", "crossings and choice_per_hour together, or neither")
    found = [way.direction for way in one.ways]
    if len(found) != 2 or found[0] == found[1]:
        yield Flaw(here, "ways", ", ".join(found) or "none", "two ways, one for each direction")
    for i, way in enumerate(one.ways):
        there = (*here, ("ways", i))
        yield from _direction(there, way.direction, directions)
        yield from _figures(there, way, ("share", "transit"), known)
        yield from _months(there, way.months)
    if sum(not way.share for way in one.ways) != 1:
        yield Flaw(here, "ways", "shares of all of them or of none", "one way without: the rest")


def _good(
    here: Path, good: Good, known: Mapping[str, Figure], ways: Sequence[str]
) -> Iterator[Flaw]:
    if ways:
        yield from _direction(here, good.direction, ways)
    yield from _figures(here, good, ("share", "road", "usd_per_tonne", "tonnes_per_truck"), known)
    yield from _months(here, good.months)
    if (good.road or good.rest == "rail") and not good.usd_per_tonne:
        yield Flaw(here, "usd_per_tonne", "nothing", "a price for goods that go by road or rail")
    if good.road and not good.tonnes_per_truck:
        yield Flaw(here, "tonnes_per_truck", "nothing", "a load for goods that go by road")


def _whole(direction: str, goods: Sequence[Good], known: Mapping[str, Figure]) -> Iterator[Flaw]:
    """Shares of one direction that do not sum to one, at the first of its goods."""
    own = [i for i, good in enumerate(goods) if good.direction == direction]
    names = [goods[i].share for i in own]
    if not own:
        yield Flaw((("goods", 0),), "direction", f"no goods for {direction}", "goods for both ways")
    elif all(name in known for name in names):
        total = sum(known[name].value for name in names)
        if abs(total - 1) > _CLOSE:
            found = f"shares of {direction} that sum to {total:g}"
            yield Flaw((("goods", own[0]),), "share", found, "1")


def _direction(here: Path, found: str, known: Sequence[str]) -> Iterator[Flaw]:
    if found not in known:
        allowed = ", ".join(dict.fromkeys(known)) or "there is none yet"
        yield Flaw(here, "direction", f"{found!r}, unknown", allowed)


def _figures(
    here: Path, row: object, fields: Sequence[str], known: Mapping[str, Figure]
) -> Iterator[Flaw]:
    """Ranges out of order, negative, or of shares above one."""
    for field in fields:
        figure = known.get(getattr(row, field))
        if figure is None:
            continue
        low, high = ends(figure)
        found = f"{figure.id}, {figure.value:g} from {low:g} to {high:g}"
        if not low <= figure.value <= high:
            yield Flaw(here, field, found, "low, value and high in this order")
        elif low < 0 or (field in _SHARES and high > 1):
            allowed = "a share from 0 to 1" if field in _SHARES else "0 or more"
            yield Flaw(here, field, found, allowed)
        elif field in _POSITIVE and low <= 0:
            yield Flaw(here, field, found, "above 0")


def ends(figure: Figure) -> tuple[float, float]:
    """Lowest and highest plausible value of a figure; the value itself where none is given."""
    low = figure.value if figure.low is None else figure.low
    return low, figure.value if figure.high is None else figure.high


def _months(here: Path, months: Sequence[float]) -> Iterator[Flaw]:
    if months and len(months) != 12:
        yield Flaw(here, "months", f"{len(months)} weights", "12 weights, or none")
    elif months and (min(months) < 0 or sum(months) <= 0):
        yield Flaw(here, "months", f"{min(months):g}", "no negative weight, not all 0")
