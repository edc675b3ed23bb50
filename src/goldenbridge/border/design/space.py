"""What is to be decided: a whole number on each axis, the site it makes and what that costs."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from goldenbridge.border.design.costs import Prices, annuity
from goldenbridge.border.design.roster import Roster, Rules, roster
from goldenbridge.site.demand import Book, Demand, Flow
from goldenbridge.site.designs import Design, Resource, Span, length
from goldenbridge.site.site import Site
from goldenbridge.site.stations import Shift

Levels = tuple[int, ...]
"""A design: the number on each axis of its space."""


class Axis(NamedTuple):
    """One number to be chosen: units open in a post of a pool, or places of a yard."""

    of: str
    post: int  # -1 for a yard
    least: int
    most: int
    step: int


class Bill(NamedTuple):
    """What a design costs, USD: to build, by owner, and a year, with building as an annuity."""

    built: dict[str, float]
    pay: dict[str, float]
    upkeep: dict[str, float]
    yearly: float

    @property
    def investment(self) -> float:
        """USD to build all of it."""
        return sum(self.built.values())


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """The designs of one block of `design.toml`; more on any axis never serves fewer trucks.

    `slots` is how many appointments an hour each of its books gives.
    """

    design: Design
    site: Site
    demand: Demand
    prices: Prices
    slots: tuple[int, ...] = ()
    _bills: dict[Levels, float] = field(default_factory=dict)

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The axes, pools first, in the order of the file."""
        posts = (
            Axis(one.pool, n, post.least, post.most, 1)
            for one in self.design.resources
            for n, post in enumerate(one.posts)
        )
        yards = (Axis(g.yard, -1, g.least, g.most, g.step) for g in self.design.grounds)
        return (*posts, *yards)

    @property
    def least(self) -> Levels:
        """The smallest design."""
        return tuple(axis.least for axis in self.axes)

    @property
    def most(self) -> Levels:
        """The largest design."""
        return tuple(axis.most for axis in self.axes)

    @property
    def size(self) -> int:
        """How many designs there are."""
        return self.among(self.most)

    def among(self, levels: Levels) -> int:
        """How many designs have nowhere more than `levels`."""
        return math.prod(
            (level - axis.least) // axis.step + 1
            for level, axis in zip(levels, self.axes, strict=True)
        )

    def all(self) -> Iterator[Levels]:
        """Every design, for small spaces."""
        from itertools import product  # noqa: PLC0415 - small spaces only

        yield from product(*(range(a.least, a.most + 1, a.step) for a in self.axes))

    def posts(self, levels: Levels, pool: str) -> tuple[int, ...]:
        """Units of `pool` open in each of its posts."""
        pairs = zip(self.axes, levels, strict=True)
        return tuple(level for axis, level in pairs if axis.of == pool and axis.post >= 0)

    def built_at(self, levels: Levels) -> tuple[Site, Demand]:
        """The site of a design and what comes to it, appointments taken out of the flows."""
        site = self.site
        for one in self.design.resources:
            open_ = self.posts(levels, one.pool)
            shifts = tuple(
                Shift(from_h=post.from_h, to_h=post.to_h, staff=count)
                for post, count in zip(one.posts, open_, strict=True)
            )
            site = site.with_pool(replace(site.pool(one.pool), shifts=shifts))
        rooms = self._rooms(levels)
        yards = tuple(replace(y, trucks=rooms.get(y.id, y.trucks)) for y in site.yards)
        return replace(site, yards=yards), self.coming()

    def coming(self) -> Demand:
        """The demand with the appointments of `slots` in place of as many trucks that just come."""
        books, flows = [], self.demand.flows
        for slots, rule in zip(self.slots, self.design.slots, strict=False):
            if slots:
                book = Book(
                    direction=rule.direction, truck_class=rule.truck_class, kind="bilateral",
                    from_h=rule.from_h, to_h=rule.to_h, slots_per_h=slots,
                    no_show=self.prices[rule.no_show], late_min=self.prices[rule.late],
                    spread_min=self.prices[rule.spread],
                )  # fmt: skip
                hours = length((rule.from_h, rule.to_h))
                books.append(book)
                flows = _without(flows, book, slots * hours * (1 - self.prices[rule.no_show]))
        return replace(self.demand, flows=flows, books=(*self.demand.books, *books))

    def yearly(self, levels: Levels) -> float:
        """USD a year: pay, upkeep, and what is built as an even yearly payment."""
        if levels not in self._bills:
            self._bills[levels] = self.bill(levels).yearly
        return self._bills[levels]

    def investment(self, levels: Levels) -> float:
        """USD to build a design."""
        return sum(usd for usd, _, _ in self._things(levels))

    def bill(self, levels: Levels) -> Bill:
        """What a design costs, by owner."""
        built = {"company": 0.0, "state": 0.0}
        pay, upkeep = dict(built), dict(built)
        discount, kept = self.prices[self.design.discount], self.prices[self.design.upkeep]
        yearly = 0.0
        for usd, owner, life in self._things(levels):
            built[owner] += usd
            upkeep[owner] += usd * kept
            yearly += annuity(usd, life, discount) + usd * kept
        for one in self.design.resources:
            spent = self.pay_of(one, self.posts(levels, one.pool))
            pay[one.owner] += spent
            yearly += spent
        return Bill(built, pay, upkeep, yearly)

    def crews(self, levels: Levels) -> dict[str, Roster]:
        """The roster of each pool that people man."""
        return {
            one.pool: self.roster_of(one, self.posts(levels, one.pool))
            for one in self.design.resources
            if one.crew
        }

    def roster_of(self, one: Resource, open_: tuple[int, ...]) -> Roster:
        """The fewest people who man the posts of a resource."""
        design = self.design
        rules = Rules(design.week_h, design.rest_h, design.days_in_a_row)
        spans: tuple[Span, ...] = tuple((post.from_h, post.to_h) for post in one.posts)
        return roster(spans, tuple(count * one.crew for count in open_), rules)

    def pay_of(self, one: Resource, open_: tuple[int, ...]) -> float:
        """USD a year for the people of a resource, their stand-ins included."""
        if not one.crew or not self.prices[one.pay]:
            return 0.0
        heads = self.roster_of(one, open_).heads
        return heads / (1 - self.prices[self.design.absence]) * self.prices[one.pay]

    def _rooms(self, levels: Levels) -> dict[str, int]:
        """Places of each yard."""
        pairs = zip(self.axes, levels, strict=True)
        return {axis.of: level for axis, level in pairs if axis.post < 0}

    def _things(self, levels: Levels) -> Iterator[tuple[float, str, int]]:
        """What is built: USD, owner, years it lasts."""
        for one in self.design.resources:
            units = max(self.posts(levels, one.pool))
            yield units * self.prices[one.unit_cost], one.owner, one.life_years
        rooms = self._rooms(levels)
        for ground in self.design.grounds:
            usd = rooms[ground.yard] * self.prices[ground.unit_cost]
            yield usd, ground.owner, ground.life_years
        for part in self.design.parts:
            many = self.prices[part.quantity] if part.quantity else 1.0
            yield many * self.prices[part.cost], part.owner, part.life_years


def _without(flows: Sequence[Flow], book: Book, trucks: float) -> tuple[Flow, ...]:
    """`flows` less the `trucks` a day that come by the book instead."""
    own = [f for f in flows if (f.direction, f.truck_class) == (book.direction, book.truck_class)]
    total = sum(flow.trucks_per_day for flow in own)
    left = max(1 - trucks / total, 0.0) if total else 0.0
    return tuple(
        replace(f, trucks_per_day=f.trucks_per_day * left) if f in own else f for f in flows
    )
