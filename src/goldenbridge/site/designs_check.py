"""What is wrong with a design, read together with the site it is for."""

from collections.abc import Iterable, Iterator, Sequence

from goldenbridge.site.check import Flaw, Path
from goldenbridge.site.demand import Demand
from goldenbridge.site.designs import Design, Fee, Resource, Slots, length
from goldenbridge.site.site import Site


def design_flaws(design: Design, site: Site, demands: Sequence[Demand]) -> Iterator[Flaw]:
    """Everything wrong with `design` as a way to build `site`, where `demands` may come."""
    own = [one.id for one in demands if one.site == site.id]
    yield from _known((), "demand", [design.demand], own)
    if not design.resources:
        yield Flaw((), "resources", "none", "at least one of [[designs.resources]]")
    for n, one in enumerate(design.resources):
        yield from _resource((("resources", n),), one, site, design)
    pools = [one.pool for one in design.resources]
    yield from _once("resources", "pool", pools)
    for n, ground in enumerate(design.grounds):
        here = (("grounds", n),)
        yield from _known(here, "yard", [ground.yard], [yard.id for yard in site.yards])
        yield from _range(here, ground.least, ground.most, lowest=1)
        if ground.step < 1 or (ground.most - ground.least) % max(ground.step, 1):
            allowed = "a whole number that leads from least to most"
            yield Flaw(here, "step", f"{ground.step}", allowed)
    for n, slots in enumerate(design.slots):
        yield from _slots((("slots", n),), slots, site)
    for n, fee in enumerate(design.fees):
        yield from _fee((("fees", n),), fee, site)
    yield from _years(design)


def _resource(here: Path, one: Resource, site: Site, design: Design) -> Iterator[Flaw]:
    yield from _known(here, "pool", [one.pool], [pool.id for pool in site.pools])
    for field in ("life_years", "crew"):
        if getattr(one, field) < (field == "life_years"):
            yield Flaw(here, field, f"{getattr(one, field)}", "a whole number above 0")
    if one.crew > 0 and not one.pay:
        yield Flaw(here, "pay", "nothing", "a figure where there is a crew")
    if not one.posts:
        yield Flaw(here, "posts", "none", "at least one of [[designs.resources.posts]]")
    if one.posts and not any(post.most for post in one.posts):
        yield Flaw(here, "posts", "nobody at any hour", "a post with most above 0")
    yield from _posts(here, one, design)


def _posts(here: Path, one: Resource, design: Design) -> Iterator[Flaw]:
    seen = set()
    for n, post in enumerate(one.posts):
        there = (*here, ("posts", n))
        span = (post.from_h, post.to_h)
        for field, hour in zip(("from_h", "to_h"), span, strict=True):
            if not 0 <= hour <= 24:
                yield Flaw(there, field, f"{hour:g}", "an hour from 0 to 24")
        yield from _range(there, post.least, post.most, lowest=0)
        if one.crew and length(span) > design.week_h:
            found = f"{length(span):g} hours on end"
            yield Flaw(there, "to_h", found, f"at most week_h = {design.week_h:g}, by shifts")
        if span in seen:
            yield Flaw(there, "from_h", "the same hours a second time", "one post for them")
        seen.add(span)


def _slots(here: Path, slots: Slots, site: Site) -> Iterator[Flaw]:
    yield from _known(here, "direction", [slots.direction], [one.id for one in site.directions])
    yield from _known(here, "truck_class", [slots.truck_class], [one.id for one in site.classes])
    if any(choice < 0 or choice != int(choice) for choice in slots.choices):
        yield Flaw(here, "choices", f"{list(slots.choices)}", "whole numbers from 0")


def _fee(here: Path, fee: Fee, site: Site) -> Iterator[Flaw]:
    if (fee.per == "visit") != bool(fee.station):
        yield Flaw(here, "station", repr(fee.station), "a station for a visit, and only for it")
    elif fee.station:
        yield from _known(here, "station", [fee.station], [one.id for one in site.stations])
    for field in ("quantity", "occupancy"):
        if (fee.per == "rent") != bool(getattr(fee, field)):
            found = repr(getattr(fee, field))
            yield Flaw(here, field, found, "a figure for a rent, and only for it")


def _years(design: Design) -> Iterator[Flaw]:
    phases = design.phases
    if list(phases) != sorted(set(phases)) or any(year != int(year) for year in phases):
        yield Flaw((), "phases", f"{list(phases)}", "years that rise")
    if design.years < 1:
        yield Flaw((), "years", f"{design.years}", "1 or more")
    if not 0 < design.week_h <= 168:
        yield Flaw((), "week_h", f"{design.week_h:g}", "hours above 0, at most 168")
    if not 0 <= design.rest_h < 24:
        yield Flaw((), "rest_h", f"{design.rest_h:g}", "hours from 0 to below 24")
    if not 1 <= design.days_in_a_row <= 7:
        yield Flaw((), "days_in_a_row", f"{design.days_in_a_row}", "1 to 7")


def _range(here: Path, least: int, most: int, *, lowest: int) -> Iterator[Flaw]:
    if not lowest <= least <= most:
        yield Flaw(here, "least", f"{least} to {most}", f"{lowest} or more, least not above most")


def _once(name: str, field: str, ids: Sequence[str]) -> Iterator[Flaw]:
    for n, one in enumerate(ids):
        if one in ids[:n]:
            yield Flaw(((name, n),), field, f"{one!r} a second time", "once")


def _known(here: Path, field: str, found: Iterable[str], known: Sequence[str]) -> Iterator[Flaw]:
    for name in found:
        if name not in known:
            yield Flaw(here, field, repr(name), ", ".join(known) or "there is none yet")
