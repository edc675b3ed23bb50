"""What may stand where in the warehouse, which docks are free, and what a plot costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from goldenbridge.errors import RuleError
from goldenbridge.operations.rules import FOOD, Goods, Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place of the warehouse; `labels` are the dangerous goods it is fitted for."""

    id: str
    zone: str
    temperature: str
    labels: tuple[str, ...]
    cap: int
    """Most packages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a unit holds: its temperature class, its dangerous-goods labels, whether it is food."""

    temperature: str
    labels: tuple[str, ...] = ()
    food: bool = False

    @property
    def marks(self) -> frozenset[str]:
        """Its labels, and food among them."""
        return frozenset((*self.labels, FOOD) if self.food else self.labels)


def check_load(load: Load, goods: Goods) -> None:
    """Raises RuleError for a temperature or a label that the rules do not know."""
    if load.temperature not in goods.temperatures:
        raise RuleError("temperature", repr(load.temperature), ", ".join(goods.temperatures))
    for label in load.labels:
        if label not in goods.labels:
            raise RuleError("labels", repr(label), f"of ADR: {', '.join(goods.labels)}")
    for one in load.marks:
        _apart(one, load.marks - {one}, "labels", goods)


def check_location(place: Location, goods: Goods) -> None:
    """Raises RuleError for a location that the rules cannot fill."""
    if place.cap < 1:
        raise RuleError("cap", str(place.cap), "1 package or more")
    check_load(Load(temperature=place.temperature), goods)
    for label in place.labels:
        if label not in goods.labels:
            raise RuleError("labels", repr(label), f"of ADR: {', '.join(goods.labels)}")


def check_place(load: Load, place: Location, beside: Iterable[Load], goods: Goods) -> None:
    """Raises RuleError unless `load` may stand in `place`, whose zone holds the loads `beside`."""
    if load.temperature != place.temperature:
        found = f"{place.id}, which is {place.temperature}"
        raise RuleError("location", found, f"one that is {load.temperature}")
    for label in load.labels:
        if label not in place.labels:
            fitted = ", ".join(place.labels) or "no dangerous goods"
            raise RuleError("location", f"{place.id}, fitted for {fitted}", f"one for {label}")
    there = frozenset[str]().union(*(one.marks for one in beside))
    for one in sorted(load.marks):
        _apart(one, there, f"location {place.id}", goods)


def overlap(first: tuple[datetime, datetime], second: tuple[datetime, datetime]) -> bool:
    """Whether two times share a moment; one may begin when the other ends."""
    return first[0] < second[1] and second[0] < first[1]


def monthly_fee(rules: Rules, kind: str, area_m2: int) -> tuple[Decimal, str]:
    """What a plot costs a month, to the cent, and the currency. Raises RuleError."""
    if area_m2 < 1:
        raise RuleError("area_m2", str(area_m2), "1 or more")
    for fee in rules.fees:
        if fee.kind == kind:
            exact = Decimal(str(fee.per_month_m2)) * area_m2
            return exact.quantize(Decimal("0.01"), ROUND_HALF_UP), fee.currency
    raise RuleError("kind", repr(kind), ", ".join(fee.kind for fee in rules.fees))


def check_lease(begins: date, ends: date) -> None:
    """Raises RuleError for a lease that ends before it begins."""
    if ends <= begins:
        raise RuleError("ends", str(ends), f"a day after {begins}")


def _apart(mark: str, there: frozenset[str], field: str, goods: Goods) -> None:
    """Raises RuleError when `mark` may not be together with one of `there`; both ways round."""
    for rule in goods.apart:
        others = set(rule.others) if rule.label == mark else set()
        if mark in rule.others:
            others.add(rule.label)
        if clash := sorted(others & there):
            raise RuleError(field, f"{mark} beside {', '.join(clash)}", f"{mark} apart from it")
