"""What of all trucks comes to one crossing, as a demand the truck model can run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from goldenbridge.errors import FreightError
from goldenbridge.site.demand import FLOW_KINDS, Demand, Flow, Profile
from goldenbridge.trade.freight import Array, Trucks

Classes = Mapping[tuple[str, str], Mapping[str, float]]
"""Direction and kind of flow (bilateral, transit, empty) -> class of truck -> its share."""

_CLOSE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """The part of the traffic that uses a crossing, and how it splits.

    `loaded` and `empty` are shares of the loaded and of the empty trucks of all crossings, the same
    in both directions; `classes` splits each direction and kind; `profile` gives the weights of
    hours and weekdays, the months come from the trucks.
    """

    site: str
    loaded: float
    empty: float
    classes: Classes
    profile: Profile


def demand(trucks: Trucks, crossing: Crossing, *, name: str, title: str, note: str = "") -> Demand:
    """The demand at a crossing: flows by direction, kind and class, a profile for each kind.

    `trucks` must be without draws (see `Trucks.one`). `trucks_per_day` is the average day of a
    common year.

    Raises FreightError for draws, shares outside 0 to 1, or classes that are missing or do not sum
    to one.
    """
    if trucks.bilateral.ndim != 2:
        raise FreightError("found draws; allowed: one of them, as in trucks.one(0)")
    for share in (crossing.loaded, crossing.empty):
        if not 0 <= share <= 1:
            raise FreightError(f"found {share:g} of the trucks; allowed: a share from 0 to 1")
    profiles: list[Profile] = []
    flows: list[Flow] = []
    for direction in trucks.directions:
        for kind in FLOW_KINDS:
            by_month = trucks.of(direction, kind)
            profile = _profile(crossing.profile, f"{direction}-{kind}", by_month)
            per_day = float(trucks.day(direction, kind))
            per_day *= crossing.empty if kind == "empty" else crossing.loaded
            flows += _split(crossing.classes, direction, kind, per_day, profile.id)
            profiles.append(profile)
    return Demand(
        id=name,
        site=crossing.site,
        title=title,
        note=note,
        profiles=tuple(profiles),
        flows=tuple(flows),
    )


def _profile(base: Profile, name: str, by_month: Array) -> Profile:
    months = tuple(float(x) for x in by_month)
    return replace(base, id=name, months=months if any(months) else ())


def _split(
    classes: Classes, direction: str, kind: str, per_day: float, profile: str
) -> Iterator[Flow]:
    shares = classes.get((direction, kind), {})
    total = sum(shares.values())
    if abs(total - 1) > _CLOSE or min(shares.values(), default=0) < 0:
        found = f"classes of {kind} trucks in direction {direction} that sum to {total:g}"
        raise FreightError(f"found {found}; allowed: shares of 0 or more that sum to 1")
    for name, share in shares.items():
        yield Flow(
            direction=direction,
            truck_class=name,
            kind=kind,
            trucks_per_day=share * per_day,
            profile=profile,
        )
