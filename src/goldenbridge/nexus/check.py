"""What is wrong with a basin, block by block."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any

from goldenbridge.nexus.basin import Basin, Entry, Variant
from goldenbridge.nexus.power import Side, Swap
from goldenbridge.nexus.water import MONTHS, Closure, Crop, Inflow, Need, Reservoir
from goldenbridge.site.check import Flaw, Flaws, Path

_SUMMER = range(3, 9)


def flaws(basin: Basin) -> tuple[Flaw, ...]:
    """Everything wrong with `basin`."""
    return tuple(_all(basin))


def unknown_goods(basin: Basin, known: Sequence[str]) -> Flaws:
    """Crops sold as goods that are not among the `known` ones of the border."""
    for i, crop in enumerate(basin.crops):
        if crop.good:
            yield from _known((("crops", i),), "good", [crop.good], known)


def _all(basin: Basin) -> Flaws:
    for name in ("sides", "reservoirs", "inflows"):
        if not getattr(basin, name):
            yield Flaw((), name, "none", f"at least one of [[basins.{name}]]")
    for name in ("sides", "reservoirs", "needs", "crops", "swaps", "variants"):
        yield from _twice(name, [row.id for row in getattr(basin, name)])
    if not 1 <= basin.first_month <= MONTHS:
        yield Flaw((), "first_month", f"{basin.first_month}", "1 to 12")
    yield from _range((), "breach_usd_m3", basin.breach_usd_m3, 0)
    yield from _blocks(basin, "sides", _side)
    yield from _blocks(basin, "reservoirs", _reservoir)
    yield from _circles(basin)
    yield from _blocks(basin, "inflows", _inflow)
    yield from _blocks(basin, "needs", _need)
    yield from _blocks(basin, "crops", _crop)
    yield from _shares(basin)
    yield from _blocks(basin, "swaps", _swap)
    yield from _blocks(basin, "closures", _closure)
    yield from _blocks(basin, "variants", _variant)
    yield from _blocks(basin, "entries", _entry)


def _blocks(basin: Basin, name: str, find: Callable[[Path, Any, Basin], Flaws]) -> Flaws:
    for i, row in enumerate(getattr(basin, name)):
        yield from find(((name, i),), row, basin)


def _need(here: Path, need: Need, basin: Basin) -> Flaws:
    yield from _place(here, need.side, need.below, basin)
    yield from _twelve(here, "mm3", need.mm3, required=True)


def _closure(here: Path, closure: Closure, basin: Basin) -> Flaws:
    yield from _known(here, "crop", [closure.crop], [crop.id for crop in basin.crops])
    yield from _calendar(here, "months", closure.months)
    yield from _range(here, "probability", closure.probability, 0, 1)


def _side(here: Path, side: Side, _: Basin) -> Flaws:
    yield from _twelve(here, "demand_gwh", side.demand_gwh)
    yield from _twelve(here, "other_gwh", side.other_gwh)
    for field in ("buys_usd_mwh", "buys_gwh", "sells_usd_mwh", "sells_gwh", "lost_usd_mwh"):
        yield from _range(here, field, getattr(side, field), 0)
    if side.demand_gwh and side.lost_usd_mwh is None:
        yield Flaw(here, "lost_usd_mwh", "nothing", "the cost of power that a demand lacks")
    for price, most in (("buys_usd_mwh", "buys_gwh"), ("sells_usd_mwh", "sells_gwh")):
        if (getattr(side, price) is None) != (getattr(side, most) is None):
            yield Flaw(here, price, f"one of {price} and {most}", "both or neither")
    buys, sells = side.buys_usd_mwh, side.sells_usd_mwh
    if buys is not None and sells is not None and sells > buys:
        yield Flaw(here, "sells_usd_mwh", f"{sells:g}", f"at most the price it buys at, {buys:g}")


def _reservoir(here: Path, one: Reservoir, basin: Basin) -> Flaws:
    yield from _known(here, "side", [one.side], [side.id for side in basin.sides])
    if one.to:
        yield from _known(here, "to", [one.to], [r.id for r in basin.reservoirs])
    yield from _range(here, "dead_mm3", one.dead_mm3, 0)
    if one.full_mm3 <= one.dead_mm3:
        allowed = f"above the dead volume, {one.dead_mm3:g}"
        yield Flaw(here, "full_mm3", f"{one.full_mm3:g}", allowed)
    else:
        for field in ("start_mm3", "end_mm3"):
            yield from _range(here, field, getattr(one, field), one.dead_mm3, one.full_mm3)
    yield from _curves(here, one)
    yield from _twelve(here, "evaporation_mm", one.evaporation_mm, least=None)
    for field in ("least_m3s", "most_m3s"):
        yield from _twelve(here, field, getattr(one, field))
    if one.least_m3s and one.most_m3s and len(one.least_m3s) == len(one.most_m3s):
        for month, (least, most) in enumerate(zip(one.least_m3s, one.most_m3s, strict=True), 1):
            if least > most:
                found = f"{most:g} in month {month}"
                yield Flaw(here, "most_m3s", found, f"at least the least release, {least:g}")
    for field in ("turbine_m3s", "cascade_kwh_m3"):
        yield from _range(here, field, getattr(one, field), 0)
    yield from _range(here, "efficiency", one.efficiency, 0, 1)
    if one.heads_m and (one.turbine_m3s is None or one.efficiency is None):
        yield Flaw(here, "heads_m", "a head", "turbine_m3s and efficiency beside it")


def _curves(here: Path, one: Reservoir) -> Flaws:
    volumes = one.volumes_mm3
    if any(later <= earlier for earlier, later in pairwise(volumes)):
        yield Flaw(here, "volumes_mm3", f"{list(volumes)}", "rising volumes")
    for field in ("areas_km2", "heads_m"):
        curve = getattr(one, field)
        if curve and (len(curve) != len(volumes) or len(curve) < 2):
            allowed = f"as many as volumes_mm3, {len(volumes)}, and two or more"
            yield Flaw(here, field, f"{len(curve)} values", allowed)
        if any(value < 0 for value in curve):
            yield Flaw(here, field, f"{min(curve):g}", "0 or more")
    if one.evaporation_mm and not one.areas_km2:
        yield Flaw(here, "evaporation_mm", "evaporation without a surface", "areas_km2 too")


def _circles(basin: Basin) -> Flaws:
    below = {one.id: one.to for one in basin.reservoirs}
    for i, one in enumerate(basin.reservoirs):
        passed, at = {one.id}, one.to
        while at and at in below:
            if at in passed:
                yield Flaw((("reservoirs", i),), "to", f"{one.to!r}, a circle", "a way downstream")
                break
            passed.add(at)
            at = below[at]


def _inflow(here: Path, one: Inflow, basin: Basin) -> Flaws:
    yield from _known(here, "at", [one.at], [r.id for r in basin.reservoirs])
    for field in ("summer_mm3", "winter_mm3", "cv"):
        yield from _range(here, field, getattr(one, field), 0)
    yield from _twelve(here, "months", one.months)
    if len(one.months) == MONTHS:
        summer = sum(one.months[m] for m in _SUMMER)
        if summer <= 0 or sum(one.months) - summer <= 0:
            yield Flaw(here, "months", "a season without weight", "weight in both seasons")


def _crop(here: Path, crop: Crop, basin: Basin) -> Flaws:
    yield from _place(here, crop.side, crop.below, basin)
    yield from _twelve(here, "months", crop.months, required=True)
    yield from _twelve(here, "harvest", crop.harvest)
    for field in ("area_ha", "yield_t_ha", "usd_t"):
        yield from _range(here, field, getattr(crop, field), 0)
    for field in ("norm_m3_ha", "ky"):
        if getattr(crop, field) <= 0:
            yield Flaw(here, field, f"{getattr(crop, field):g}", "above 0")
    yield from _range(here, "export_share", crop.export_share, 0, 1)
    for field in ("months", "harvest"):
        weights = getattr(crop, field)
        if weights and sum(weights) <= 0:
            yield Flaw(here, field, "no weight", "a month with weight")


def _shares(basin: Basin) -> Flaws:
    for i, share in enumerate(basin.shares):
        yield from _place((("shares", i),), share.side, share.below, basin)
        yield from _range((("shares", i),), "share", share.share, 0, 1)
        own = [s for s in basin.shares[: i + 1] if s.below == share.below]
        if sum(s.share for s in own) > 1 + 1e-9:
            found = f"shares below {share.below} that sum to {sum(s.share for s in own):g}"
            yield Flaw((("shares", i),), "share", found, "at most 1")
        if share.side in [s.side for s in own[:-1]]:
            yield Flaw((("shares", i),), "side", f"{share.side!r} a second time", "once")


def _swap(here: Path, swap: Swap, basin: Basin) -> Flaws:
    sides = {side.id: side for side in basin.sides}
    for field in ("giver", "taker"):
        name = getattr(swap, field)
        yield from _known(here, field, [name], list(sides))
        side = sides.get(name)
        if side and not side.demand_gwh and side.buys_usd_mwh is None:
            yield Flaw(here, field, f"{name!r}, which has no power", "a side that buys or uses it")
    if swap.giver == swap.taker:
        yield Flaw(here, "taker", repr(swap.taker), "another side than the giver")
    if swap.coefficient <= 0:
        yield Flaw(here, "coefficient", f"{swap.coefficient:g}", "above 0")
    yield from _range(here, "line_gwh", swap.line_gwh, 0)
    yield from _range(here, "loss", swap.loss, 0, 1)
    if swap.term_years < 1:
        yield Flaw(here, "term_years", f"{swap.term_years}, never settled", "1 or more")
    for field in ("out_months", "back_months"):
        yield from _calendar(here, field, getattr(swap, field))
    if both := sorted(set(swap.out_months) & set(swap.back_months)):
        found = f"{both[0]:g}, a month of giving too"
        yield Flaw(here, "back_months", found, "months of one kind only")
    for i, fuel in enumerate(swap.fuels):
        yield from _range((*here, ("fuels", i)), "usd_per_unit", fuel.usd_per_unit, 0)
        yield from _range((*here, ("fuels", i)), "most", fuel.most, 0)
        if fuel.gwh_per_unit <= 0:
            found = f"{fuel.gwh_per_unit:g}"
            yield Flaw((*here, ("fuels", i)), "gwh_per_unit", found, "above 0")


def _variant(here: Path, variant: Variant, basin: Basin) -> Flaws:
    known = {
        "coefficient": [swap.id for swap in basin.swaps],
        "dead": [reservoir.id for reservoir in basin.reservoirs],
        "share": [share.side for share in basin.shares],
    }.get(variant.change, [])
    yield from _known(here, "of", [variant.of], known)
    if variant.of in known:
        for flaw in _of_change(basin, variant):
            yield Flaw(here, "value", f"{variant.value:g}: {flaw.found}", flaw.allowed)


def _of_change(basin: Basin, variant: Variant) -> tuple[Flaw, ...]:
    """What would be wrong with the block that `variant` changes, were its figure taken."""
    changed = basin.under(variant)
    if variant.change == "share":
        return tuple(_shares(changed))
    if variant.change == "coefficient":
        swaps = (swap for swap in changed.swaps if swap.id == variant.of)
        return tuple(flaw for swap in swaps for flaw in _swap((), swap, changed))
    reservoirs = (one for one in changed.reservoirs if one.id == variant.of)
    return tuple(flaw for one in reservoirs for flaw in _reservoir((), one, changed))


def _entry(here: Path, entry: Entry, basin: Basin) -> Flaws:
    reservoirs = [one.id for one in basin.reservoirs]
    known, unit = {
        "water": ([side.id for side in basin.sides], "Mm3"),
        "out": ([swap.id for swap in basin.swaps], "GWh"),
        "back": ([swap.id for swap in basin.swaps], "GWh"),
        "fuel": ([swap.id for swap in basin.swaps], "kt"),
    }.get(entry.kind, (reservoirs, "Mm3"))
    yield from _known(here, "of", [entry.of], known)
    if entry.unit != unit:
        yield Flaw(here, "unit", repr(entry.unit), f"{unit} for {entry.kind}")
    if entry.planned is None and entry.actual is None:
        yield Flaw(here, "actual", "neither planned nor actual", "one of them or both")
    for field in ("planned", "actual"):
        yield from _range(here, field, getattr(entry, field), 0)
    if entry.basis != "assumed" and not entry.sources:
        yield Flaw(here, "sources", "none", f"where it stands, as its basis is {entry.basis}")


def _place(here: Path, side: str, below: str, basin: Basin) -> Flaws:
    yield from _known(here, "side", [side], [one.id for one in basin.sides])
    yield from _known(here, "below", [below], [one.id for one in basin.reservoirs])


def _twelve(
    here: Path,
    field: str,
    values: Sequence[float],
    *,
    required: bool = False,
    least: float | None = 0,
) -> Flaws:
    if (values or required) and len(values) != MONTHS:
        yield Flaw(here, field, f"{len(values)} months", "12, from January")
    for month, value in enumerate(values, 1):
        if least is not None and value < least:
            yield Flaw(here, field, f"{value:g} in month {month}", f"{least:g} or more")


def _calendar(here: Path, field: str, months: Sequence[float]) -> Flaws:
    for month in months:
        if month not in range(1, MONTHS + 1):
            yield Flaw(here, field, f"{month:g}", "months 1 to 12")


def _range(
    here: Path, field: str, value: float | None, low: float, high: float | None = None
) -> Flaws:
    if value is not None and (value < low or (high is not None and value > high)):
        allowed = f"{low:g} or more" if high is None else f"{low:g} to {high:g}"
        yield Flaw(here, field, f"{value:g}", allowed)


def _known(here: Path, field: str, names: Iterable[str], known: Sequence[str]) -> Flaws:
    for name in names:
        if name not in known:
            yield Flaw(here, field, f"{name!r}, unknown", ", ".join(known) or "there is none yet")


def _twice(field: str, names: Sequence[str]) -> Flaws:
    for i, name in enumerate(names):
        if name in names[:i]:
            yield Flaw(((field, i),), "id", f"{name!r} a second time", "once")
