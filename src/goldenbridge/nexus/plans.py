"""Plans: the optimum of a model, with heads that hold, told per member and month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from goldenbridge.errors import BasinError
from goldenbridge.nexus.basin import Basin
from goldenbridge.nexus.lp import Answer, Floats, Programme
from goldenbridge.nexus.model import Cuts, Model, benefit_blocks, build
from goldenbridge.nexus.physics import gwh_per_mm3

PASSES, MOST_PASSES, RESIDUAL = 3, 6, 0.005
"""Passes for the heads: more where the error of power is not below the residual yet."""
_COMMON = ("out", "back", "fuel", "release")
SHORTAGE = 0.02
"""A month counts as short where more than this share of the need is not met."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan: volumes are Mm³, power GWh, worth M$ [member] by side, without any cash.

    `volume`, `release` [member, reservoir, month]; `agreed` [reservoir, month]; `out`, `back` by
    swap and `fuel` by swap and fuel, each [month]; `given` [member, block of water, month];
    `unserved` by side [member, month]; `water_value` [month] is what one more Mm³ of inflow to the
    first reservoir is worth, M$; `head_residual` is the error of power by the heads in use.
    """

    basin: Basin
    months: tuple[int, ...]
    worth: Mapping[str, Floats]
    volume: Floats
    release: Floats
    agreed: Floats
    out: Mapping[str, Floats]
    back: Mapping[str, Floats]
    fuel: Mapping[tuple[str, str], Floats]
    given: Floats
    needed: Floats
    hydro_gwh: Floats
    unserved: Mapping[str, Floats]
    breached: Floats
    water_value: Floats
    head_residual: float

    def mean(self, side: str) -> float:
        """Mean worth to a side, M$."""
        return float(self.worth[side].mean())

    def cvar(self, side: str, tail: float = 0.1) -> float:
        """Mean worth to a side over its worst members, M$: 1 − `tail` conditional value at risk."""
        worst = np.sort(self.worth[side])
        return float(worst[: max(1, round(tail * len(worst)))].mean())

    def shortage(self, side: str) -> Floats:
        """Share of members in which a side's fields lack water, by month."""
        own = [i for i, c in enumerate(_sides(self.basin)) if c == side]
        need = self.needed[own].sum(axis=0)
        lacks = need - self.given[:, own].sum(axis=1) > SHORTAGE * need
        return np.asarray((lacks & (need > 0)).mean(axis=0), dtype=np.float64)


def _sides(basin: Basin) -> list[str]:
    return [crop.side for crop in basin.crops for _ in benefit_blocks(crop)]


@dataclass(slots=True)
class Solver:
    """A model with its programme: objectives may change, the basis stays."""

    model: Model
    programme: Programme
    inflow: Floats

    @classmethod
    def of(  # noqa: PLR0913 - as build
        cls,
        basin: Basin,
        inflow: Floats,
        reference: Floats,
        *,
        swaps: Sequence[str] = (),
        agreed: bool = False,
        end: Cuts | None = None,
    ) -> "Solver":
        """Make the model and pass it to HiGHS."""
        model = build(basin, inflow, reference, swaps=swaps, agreed=agreed, end=end)
        return cls(model, Programme(model.builder, basin.id), inflow)

    def best(self, weights: Mapping[str, float]) -> Answer:
        """The optimum for weights on the sides.

        Raises BasinError that names the months and sides of needs that cannot be met, and how much
        less would do.
        """
        try:
            return self.programme.maximise(self.model.objective(weights))
        except BasinError:
            raise BasinError(self.model.basin.id, self._relaxation()) from None

    def _relaxation(self) -> tuple[str, ...]:
        """The least total cut of the needs with which a plan exists, by need and month."""
        lacking, basin = self.model.columns["lacking"], self.model.basin
        if not lacking.size:
            return ("found no plan; allowed: limits, terms and volumes that agree",)
        self.programme.bound_columns(lacking, 0.0, np.inf)
        cost = np.zeros(self.programme.width)
        cost[lacking] = -1.0
        try:
            cut = self.programme.maximise(cost).columns[lacking].max(axis=0)
        except BasinError:
            return ("found no plan even without needs; allowed: terms and volumes that agree",)
        return tuple(
            f"needs {need.id} of {need.side}, month {month}: found {need.mm3[month - 1]:g} Mm3; "
            f"allowed: at most {need.mm3[month - 1] - cut[n, t]:.4g} (driest member)"
            for n, need in enumerate(basin.needs)
            for t, month in enumerate(self.model.months)
            if cut[n, t] > 1e-6
        )

    def plan(self, answer: Answer) -> Plan:
        """The plan of an optimum."""
        m, x = self.model, answer.columns
        columns = m.columns
        turbined, volume = x[columns["turbined"]], x[columns["volume"]]
        release = turbined + x[columns["spilled"]]
        count = len(m.months)
        agreed = (
            x[columns["release"]] if "release" in columns else np.full(release.shape[1:], np.nan)
        )
        power = turbined * m.per_gwh
        middle = (volume[:, :, 1:] + volume[:, :, :-1]) / 2
        true = turbined * _per_gwh(m.basin, middle)
        missed = np.abs(true - power).sum() / max(power.sum(), 1e-9)
        need = [
            crop.area_ha
            * crop.norm_m3_ha
            / 1e6
            * share
            / sum(crop.months)
            * np.array([crop.months[month - 1] for month in m.months])
            for crop, share, _ in m.blocks
        ]
        swaps = [s for s in m.basin.swaps if f"out {s.id}" in columns]
        rows = m.rows["balance"][:, 0]
        return Plan(
            basin=m.basin,
            months=m.months,
            worth={side: self._by_member(side, x) for side in m.worth},
            volume=volume,
            release=release,
            agreed=agreed,
            out={s.id: x[columns[f"out {s.id}"]] for s in swaps},
            back={s.id: x[columns[f"back {s.id}"]] for s in swaps},
            fuel={(s.id, f.id): x[columns[f"fuel {s.id} {f.id}"]] for s in swaps for f in s.fuels},
            given=x[columns["given"]],
            needed=np.array(need).reshape(len(m.blocks), count),
            hydro_gwh=power.sum(axis=1),
            unserved={
                side.id: x[columns[f"lost {side.id}"]]
                for side in m.basin.sides
                if f"lost {side.id}" in columns
            },
            breached=self._breached(x),
            water_value=np.abs(answer.duals[rows].sum(axis=0)),
            head_residual=float(missed),
        )

    def _by_member(self, side: str, x: Floats) -> Floats:
        """Worth of a plan to a side in each member, M$."""
        gains = self.model.worth[side] * x
        members = self.inflow.shape[0]
        total = np.zeros(members)
        for name, columns in self.model.columns.items():
            if name.partition(" ")[0] in _COMMON:
                total += gains[columns].sum()
            else:
                total += gains[columns].reshape(members, -1).sum(axis=1) * members
        return total

    def by_month(self, side: str, answer: Answer) -> Floats:
        """Mean worth of an optimum to a side by month, M$; what is left counts in the last."""
        gains = self.model.worth[side] * answer.columns
        total = np.zeros(len(self.model.months))
        for name, columns in self.model.columns.items():
            if name == "left":
                total[-1] += gains[columns].sum()
            elif name != "volume":
                total += gains[columns].reshape(-1, len(total)).sum(axis=0)
        return total

    def _breached(self, x: Floats) -> Floats:
        """Share of members whose release is not the agreed one, by month."""
        columns = self.model.columns
        if "release" not in columns:
            return np.zeros(len(self.model.months))
        off = x[columns["more"]] + x[columns["less"]]
        wanted = np.maximum(x[columns["release"]], 1.0)
        return np.asarray((off > 0.01 * wanted).any(axis=1).mean(axis=0), dtype=np.float64)


def _per_gwh(basin: Basin, volume: Floats) -> Floats:
    return np.stack([gwh_per_mm3(r, volume[:, i]) for i, r in enumerate(basin.reservoirs)], axis=1)


def first_reference(basin: Basin, inflow: Floats) -> Floats:
    """Volumes to start from, [member, reservoir, month]: those of the start."""
    start = np.array([one.start_mm3 for one in basin.reservoirs])
    shape = (inflow.shape[0], len(start), inflow.shape[2])
    return np.broadcast_to(start[:, None], shape).copy()


def solve(  # noqa: PLR0913 - as build
    basin: Basin,
    inflow: Floats,
    weights: Mapping[str, float],
    *,
    swaps: Sequence[str] = (),
    agreed: bool = False,
    end: Cuts | None = None,
) -> tuple[Plan, Solver]:
    """The plan best by `weights`, with heads by successive linear programmes.

    Each pass solves at the volumes of the one before (their mean with the reference, which damps
    swings); the residual of the last is in the plan. Raises BasinError where no plan exists.
    """
    at = first_reference(basin, inflow)
    held: Solver | None = None
    for done in range(MOST_PASSES):
        solver = Solver.of(basin, inflow, at, swaps=swaps, agreed=agreed, end=end)
        if held is not None:
            solver.programme.take_basis(held.programme)
        plan = solver.plan(solver.best(weights))
        held = solver
        if done + 1 >= PASSES and plan.head_residual < RESIDUAL:
            break
        middle = (plan.volume[:, :, 1:] + plan.volume[:, :, :-1]) / 2
        at = middle if done == 0 else (middle + at) / 2
    return plan, solver


def replan(
    basin: Basin,
    *,
    month: int,
    volumes_mm3: Mapping[str, float],
    swapped_gwh: Mapping[str, tuple[float, float]],
) -> Basin:
    """The basin as a plan goes on from `month`: actual volumes, and power owed so far.

    `swapped_gwh` holds power out and back since the start, by swap. Raises BasinError for a volume
    outside the reservoir, or where more is owed than the months left can give back.
    """
    left = (basin.first_month - month - 1) % 12 + 1
    reservoirs, flaws = [], []
    for one in basin.reservoirs:
        volume = volumes_mm3.get(one.id, one.start_mm3)
        if not one.dead_mm3 <= volume <= one.full_mm3:
            allowed = f"{one.dead_mm3:g} to {one.full_mm3:g}"
            flaws.append(f"volume of {one.id}: found {volume:g} Mm3; allowed: {allowed}")
        reservoirs.append(replace(one, start_mm3=volume))
    swaps = []
    for swap in basin.swaps:
        out, back = swapped_gwh.get(swap.id, (0.0, 0.0))
        owed = (swap.balance_gwh or 0.0) + swap.coefficient * out - back
        ahead = [(month - 1 + t) % 12 + 1 for t in range(left)]
        most = swap.line_gwh * sum(m in swap.back_months for m in ahead)
        most += sum(f.most * f.gwh_per_unit for f in swap.fuels) * (most / swap.line_gwh)
        if owed > most:
            found = f"swap {swap.id}: found {owed:g} GWh owed; allowed: at most {most:g}"
            flaws.append(f"{found}, what its months and line can still return")
        swaps.append(replace(swap, balance_gwh=owed))
    if flaws:
        raise BasinError(basin.id, tuple(flaws))
    return replace(basin, first_month=month, reservoirs=tuple(reservoirs), swaps=tuple(swaps))
