"""A plan of a basin as a linear programme: one protocol, and what each inflow member makes of it.

First stage, common to all members: releases agreed, power out and back, fuel. Recourse: volumes,
turbined and spilled water, irrigation in blocks of benefit, power bought, sold and unserved. Heads
and evaporation stand at reference volumes; `plans` moves those until they hold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from goldenbridge.nexus.basin import Basin
from goldenbridge.nexus.lp import Builder, Floats, Ints, Term
from goldenbridge.nexus.physics import evaporation_mm3, gwh_per_mm3, mm3
from goldenbridge.nexus.water import Crop

LIMIT_USD_M3 = 10.0
"""Rule price of a release beyond its limits; above any worth of water, and in nobody's utility."""
TARGET_USD_M3 = 1.0
"""Rule price of a volume below the one wanted at the end."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """Worth of water left, M$: the least over rows of level + slope · volumes [row, reservoir]."""

    levels: Floats
    slopes: Floats


def benefit_blocks(crop: Crop) -> tuple[tuple[float, float], ...]:
    """Blocks of a crop's water, best first: share of the full need, and USD/m³.

    The response of Doorenbos and Kassam (1979), 1 − Ky (1 − water / need), holds to a shortage of
    half. With Ky ≤ 1 all fields go short together down to that, so the first half is worth more;
    with Ky > 1 it is better to water fewer fields in full, and every m³ is worth the same.
    """
    full = crop.yield_t_ha * crop.usd_t / crop.norm_m3_ha
    if crop.ky >= 1:
        return ((1.0, full),)
    return ((0.5, full * (2 - crop.ky)), (0.5, full * crop.ky))


@dataclass(slots=True)
class Model:
    """Columns of a plan by name, and what they are worth to each side (expected M$ a unit)."""

    basin: Basin
    months: tuple[int, ...]
    builder: Builder
    columns: dict[str, Ints]
    rows: dict[str, Ints]
    worth: dict[str, Floats]
    rules: Floats
    blocks: tuple[tuple[Crop, float, float], ...]
    per_gwh: Floats

    def objective(self, weights: Mapping[str, float]) -> Floats:
        """Weighted worth of the sides, less the price of broken rules."""
        return self.rules + sum(
            (weight * self.worth[side] for side, weight in weights.items()),
            start=np.zeros_like(self.rules),
        )


def build(  # noqa: PLR0913 - what a plan may differ in
    basin: Basin,
    inflow: Floats,
    reference: Floats,
    *,
    swaps: Sequence[str] = (),
    agreed: bool = False,
    end: Cuts | None = None,
) -> Model:
    """Make the programme of a plan.

    `inflow` is [member, inflow, month] and `reference` the volumes [member, reservoir, month] at
    which head and evaporation stand, both Mm³; `swaps` are those in use; `agreed` commits all
    members to common releases; `end` values what is left where no volume is asked for.
    """
    made = _Making(basin, inflow, reference)
    made.water(agreed=agreed)
    made.fields()
    made.exchange(swaps)
    made.power(swaps)
    made.ending(end)
    worth = {name: _filled(parts, made.b.columns_made) for name, parts in made.worth.items()}
    rules = _filled(made.rules, made.b.columns_made)
    return Model(
        basin,
        made.months,
        made.b,
        made.columns,
        made.rows,
        worth,
        rules,
        made.blocks,
        made.per_gwh,
    )


def _filled(parts: Sequence[tuple[Ints, Floats | float]], width: int) -> Floats:
    whole = np.zeros(width)
    for columns, value in parts:
        whole[columns] += value
    return whole


class _Making:
    """One model on its way."""

    def __init__(self, basin: Basin, inflow: Floats, reference: Floats) -> None:
        self.basin, self.inflow = basin, inflow
        self.members, _, self.count = inflow.shape
        self.months = basin.months(self.count)
        self.at = {one.id: r for r, one in enumerate(basin.reservoirs)}
        self.b = Builder()
        self.columns: dict[str, Ints] = {}
        self.rows: dict[str, Ints] = {}
        self.worth: dict[str, list[tuple[Ints, Floats | float]]] = {
            side.id: [] for side in basin.sides
        }
        self.rules: list[tuple[Ints, Floats | float]] = []
        self.blocks = tuple(
            (crop, share, usd) for crop in basin.crops for share, usd in benefit_blocks(crop)
        )
        rows = basin.reservoirs
        self.per_gwh = np.stack([gwh_per_mm3(r, reference[:, i]) for i, r in enumerate(rows)], 1)
        self.evaporation = np.stack(
            [
                np.stack(
                    [evaporation_mm3(r, reference[:, i, t], m) for t, m in enumerate(self.months)],
                    1,
                )
                for i, r in enumerate(rows)
            ],
            1,
        )

    def water(self, *, agreed: bool) -> None:
        """Volumes, releases, their limits and the agreed ones."""
        basin, b = self.basin, self.b
        shape = (self.members, len(basin.reservoirs), self.count)
        low, high = (
            np.array([getattr(r, name) for r in basin.reservoirs])[:, None]
            for name in ("dead_mm3", "full_mm3")
        )
        start = np.array([one.start_mm3 for one in basin.reservoirs])
        most = np.array(
            [
                [mm3(np.inf if r.turbine_m3s is None else r.turbine_m3s, m) for m in self.months]
                for r in basin.reservoirs
            ]
        )
        before = b.columns(self.members, len(start), 1, lower=start[:, None], upper=start[:, None])
        volume = np.concatenate([before, b.columns(*shape, lower=low, upper=high)], axis=2)
        self.columns |= {"volume": volume, "turbined": b.columns(*shape, upper=most)}
        self.columns["spilled"] = b.columns(*shape)
        self._limits(shape)
        if agreed:
            release = b.columns(*shape[1:])
            more, less = b.columns(*shape), b.columns(*shape)
            one = np.ones(shape)
            out = [(self.columns[n], one) for n in ("turbined", "spilled")]
            terms = [*out, (np.broadcast_to(release, shape), -one), (more, -one), (less, one)]
            b.rows(shape, terms, 0, 0)
            self.rules.append((more, -basin.breach_usd_m3 / self.members))
            self.rules.append((less, -basin.breach_usd_m3 / self.members))
            self.columns |= {"release": release, "more": more, "less": less}

    def _limits(self, shape: tuple[int, ...]) -> None:
        """Releases under the ecological least and over the flood limit, each at its rule price."""
        for name, field, sign in (("under", "least_m3s", 1.0), ("over", "most_m3s", -1.0)):
            slack = self.b.columns(*shape)
            bound = np.full(shape[1:], -np.inf if sign > 0 else np.inf)
            for r, one in enumerate(self.basin.reservoirs):
                if limits := getattr(one, field):
                    bound[r] = [float(mm3(limits[m - 1], m)) for m in self.months]
            out: list[Term] = [(self.columns[n], 1.0) for n in ("turbined", "spilled")]
            lower, upper = (bound, np.inf) if sign > 0 else (-np.inf, bound)
            self.b.rows(shape, [*out, (slack, sign)], lower, upper)
            self.rules.append((slack, -LIMIT_USD_M3 / self.members))
            self.columns[name] = slack

    def fields(self) -> None:
        """Irrigation and needs out of what passes each reservoir, and the balance of its water."""
        basin, b = self.basin, self.b
        need = np.array(
            [
                [c.area_ha * c.norm_m3_ha / 1e6 * share * _weight(c, m) for m in self.months]
                for c, share, _ in self.blocks
            ]
        ).reshape(len(self.blocks), self.count)
        given = b.columns(self.members, len(self.blocks), self.count, upper=need)
        lacking = b.columns(self.members, len(basin.needs), self.count, upper=0.0)
        self.columns |= {"given": given, "lacking": lacking}
        for i, (crop, _, usd) in enumerate(self.blocks):
            self.worth[crop.side].append((given[:, i], usd / self.members))
        inside, joining = (
            np.stack([self._sum(r.id, below=below) for r in basin.reservoirs], axis=1)
            for below in (False, True)
        )
        shape = (self.members, self.count)
        self.rows["balance"] = np.empty((self.members, len(basin.reservoirs), self.count), np.int64)
        self.rows["passing"] = self.rows["balance"].copy()
        for r, one in enumerate(basin.reservoirs):
            needed = self._needed(one.id)
            uses = self._uses(one.id)
            out = self._out(r)
            limit = joining[:, r] - needed
            minus: list[Term] = [(c, -v) for c, v in out]
            self.rows["passing"][:, r] = b.rows(shape, [*uses, *minus], -np.inf, limit)
            for share in (s for s in basin.shares if s.below == one.id):
                own = self._uses(one.id, share.side)
                part: list[Term] = [(c, -share.share * v) for c, v in out]
                if own:
                    b.rows(shape, [*own, *part], -np.inf, share.share * joining[:, r])
            volume = self.columns["volume"][:, r]
            terms: list[Term] = [(volume[:, 1:], 1.0), (volume[:, :-1], -1.0), *out]
            arriving = inside[:, r] - self.evaporation[:, r]
            for u, upper in enumerate(basin.reservoirs):
                if upper.to == one.id:
                    terms += [(c, -v) for c, v in self._out(u)] + self._uses(upper.id)
                    arriving = arriving + joining[:, u] - self._needed(upper.id)
            self.rows["balance"][:, r] = b.rows(shape, terms, arriving, arriving)

    def _out(self, r: int) -> list[tuple[Ints, float]]:
        return [(self.columns[name][:, r], 1.0) for name in ("turbined", "spilled")]

    def _sum(self, reservoir: str, *, below: bool) -> Floats:
        rows = [
            i for i, f in enumerate(self.basin.inflows) if (f.at, f.below) == (reservoir, below)
        ]
        return np.asarray(self.inflow[:, rows].sum(axis=1))

    def _needed(self, reservoir: str) -> Floats:
        needs = [n for n in self.basin.needs if n.below == reservoir]
        return np.array([sum(n.mm3[m - 1] for n in needs) for m in self.months], dtype=np.float64)

    def _uses(self, reservoir: str, side: str = "") -> list[Term]:
        """Water used below a reservoir: irrigation less the needs that go short."""
        uses: list[Term] = [
            (self.columns["given"][:, i], 1.0)
            for i, (crop, *_) in enumerate(self.blocks)
            if crop.below == reservoir and side in ("", crop.side)
        ]
        short = [n for n, one in enumerate(self.basin.needs) if one.below == reservoir]
        return uses + [(self.columns["lacking"][:, n], -1.0) for n in short if not side]

    def exchange(self, swaps: Sequence[str]) -> None:
        """Power out and back, fuel in its place, and their settlement within the term."""
        for swap in (s for s in self.basin.swaps if s.id in swaps):
            opened = {
                name: np.isin(self.months, months) * swap.line_gwh
                for name, months in (("out", swap.out_months), ("back", swap.back_months))
            }
            out, back = (self.b.columns(self.count, upper=opened[n]) for n in ("out", "back"))
            self.columns |= {f"out {swap.id}": out, f"back {swap.id}": back}
            settling: list[tuple[Ints, float]] = [(back, 1.0)]
            for fuel in swap.fuels:
                upper = np.isin(self.months, swap.back_months) * fuel.most
                burnt = self.b.columns(self.count, upper=upper)
                self.columns[f"fuel {swap.id} {fuel.id}"] = burnt
                self.worth[swap.taker].append((burnt, -fuel.usd_per_unit / 1e6))
                settling.append((burnt, fuel.gwh_per_unit))
            owed, years = swap.balance_gwh or 0.0, -(-self.count // 12)
            for year in range(years):
                last = min((year + 1) * 12, self.count)
                due = max((year + 1 - swap.term_years) * 12, 0)
                if year == years - 1:
                    self._settle(out[:last], settling, last, -swap.coefficient, owed, owed)
                    continue
                first = owed if year + 1 >= swap.term_years else 0.0
                self._settle(out[:due], settling, last, -swap.coefficient, max(first, 0), np.inf)
                early: list[tuple[Ints, float]] = [(c, -v) for c, v in settling]
                self._settle(out[:last], early, due, swap.coefficient, -min(first, 0), np.inf)

    def _settle(  # noqa: PLR0913 - one row of the settlement
        self,
        out: Ints,
        settling: Sequence[tuple[Ints, float]],
        until: int,
        coefficient: float,
        lower: float,
        upper: float,
    ) -> None:
        parts = [out, *(columns[:until] for columns, _ in settling)]
        values = [np.full(len(out), coefficient)]
        values += [np.full(len(columns[:until]), value) for columns, value in settling]
        self.b.rows(
            (1,), [(np.concatenate(parts)[None], np.concatenate(values)[None])], lower, upper
        )

    def power(self, swaps: Sequence[str]) -> None:
        """Power of each side by month: at least what it needs and gives."""
        shape = (self.members, self.count)
        for side in self.basin.sides:
            if not side.demand_gwh and side.buys_usd_mwh is None:
                continue
            terms: list[Term] = []
            for name, sign, usd, most in (
                ("buys", 1.0, side.buys_usd_mwh, side.buys_gwh),
                ("sells", -1.0, side.sells_usd_mwh, side.sells_gwh),
                ("lost", 1.0, side.lost_usd_mwh, np.inf),
            ):
                if usd is not None:
                    traded = self.b.columns(*shape, upper=most or 0.0)
                    self.columns[f"{name} {side.id}"] = traded
                    terms.append((traded, sign))
                    self.worth[side.id].append((traded, -sign * usd / 1e3 / self.members))
            for r, one in enumerate(self.basin.reservoirs):
                if one.side == side.id and (one.heads_m or one.cascade_kwh_m3):
                    terms.append((self.columns["turbined"][:, r], self.per_gwh[:, r]))
            terms += self._swapped(side.id, swaps)
            wanted = np.zeros(self.count)
            for sign, values in ((1.0, side.demand_gwh), (-1.0, side.other_gwh)):
                if values:
                    wanted += [sign * values[m - 1] for m in self.months]
            self.rows[f"power {side.id}"] = self.b.rows(shape, terms, wanted, np.inf)

    def _swapped(self, side: str, swaps: Sequence[str]) -> list[Term]:
        terms: list[Term] = []
        shape = (self.members, self.count)
        for swap in (s for s in self.basin.swaps if s.id in swaps and side in (s.giver, s.taker)):
            kept = 1 - (swap.loss or 0.0)
            gives = side == swap.giver
            out, back = (self.columns[f"{name} {swap.id}"] for name in ("out", "back"))
            terms.append((np.broadcast_to(out, shape), -1.0 if gives else kept))
            terms.append((np.broadcast_to(back, shape), kept if gives else -1.0))
            for fuel in swap.fuels if gives else ():
                burnt = self.columns[f"fuel {swap.id} {fuel.id}"]
                terms.append((np.broadcast_to(burnt, shape), fuel.gwh_per_unit))
        return terms

    def ending(self, end: Cuts | None) -> None:
        """The volume wanted at the end, or the worth of what is left."""
        last = self.columns["volume"][:, :, -1]
        for r, one in enumerate(self.basin.reservoirs):
            if one.end_mm3 is not None:
                lack = self.b.columns(self.members)
                self.b.rows((self.members,), [(last[:, r], 1.0), (lack, 1.0)], one.end_mm3, np.inf)
                self.rules.append((lack, -TARGET_USD_M3 / self.members))
        if end is not None:
            worth = self.b.columns(self.members, lower=-np.inf)
            self.columns["left"] = worth
            shape = (self.members, len(end.levels))
            terms: list[Term] = [(np.broadcast_to(worth[:, None], shape), 1.0)]
            terms += [
                (np.broadcast_to(last[:, r, None], shape), -end.slopes[:, r])
                for r in range(last.shape[1])
            ]
            self.b.rows(shape, terms, -np.inf, end.levels)
            self.worth[self.basin.reservoirs[0].side].append((worth, 1.0 / self.members))


def _weight(crop: Crop, month: int) -> float:
    return crop.months[month - 1] / sum(crop.months)
