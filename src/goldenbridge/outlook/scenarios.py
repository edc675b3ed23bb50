"""What measures would change: trade, time and room at the border, and the chance of the target."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from goldenbridge.outlook import loop
from goldenbridge.outlook.capacity import capacity
from goldenbridge.outlook.choice import Choice, Spread, spreads
from goldenbridge.outlook.equilibrium import Border, Equilibrium, at_load, solve
from goldenbridge.outlook.irrigation import Farm, moved_t
from goldenbridge.outlook.loop import SERVICE, Effects, Plan, World
from goldenbridge.outlook.network import Network
from goldenbridge.outlook.sensitivity import shapley
from goldenbridge.outlook.spans import Fan, Span, quantiles, span
from goldenbridge.site.figures import Figure
from goldenbridge.site.scenario import Scenario as BorderScenario
from goldenbridge.trade.measures import AS_NOW, Measure, Scenario, used
from goldenbridge.trade.mix import draw_figure

Floats = NDArray[np.float64]
STANDARD_H = 4.0
"""Mean hours within which a crossing is said to have room (assumed)."""
NO_MEASURE = Scenario(id=AS_NOW, title="", measures=())
_BN = 1e9


@dataclass(frozen=True, slots=True, eq=False)
class Office:
    """What one office's figures say without measures.

    `base_usd` is its latest yearly turnover, `dollar` what one USD of it is in those of the goods;
    `growth` [draw, year] the factors on it that the forecast draws for `years`; draw i is the same
    future for every office.
    """

    reporter: str
    base_usd: float
    dollar: float
    years: tuple[int, ...]
    growth: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """All that the scenarios of one run share.

    `plans` are keyed by the border scenario that the site is in, "" for the site as it is. `choice`
    is there where trucks may take other crossings, this site among them; `farms` are the crops sold
    across the border, by basin.
    """

    made: World
    site: str
    plans: Mapping[str, Plan]
    measures: tuple[Measure, ...]
    border_scenarios: tuple[BorderScenario, ...]
    figures: Mapping[str, Figure]
    seed: int
    choice: Choice | None = None
    farms: Mapping[str, tuple[Farm, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one scenario brings in the target year by the figures of one office.

    `turnover_usd`; `gained_usd` against no measure in the same draw; `saved_h`: hours less at the
    trucks of no measure; `relieved`: trucks a day more that the crossing takes within STANDARD_H,
    up to the largest load that was simulated. `by_year`: chance that the target was met in some
    year up to each. `fan`: turnover in USD. `spread`: how trucks choose among the crossings, where
    the scenario changes any. `failed`: draws without an equilibrium, which count as target missed.
    """

    scenario: str
    reporter: str
    probability: float
    turnover_usd: Span
    gained_usd: Span
    saved_h: Span
    relieved: Span
    by_year: tuple[tuple[int, float], ...]
    fan: Fan
    spread: tuple[Spread, ...]
    residual: float
    failed: int


def outcomes(
    setting: Setting, scenarios: Sequence[Scenario], office: Office, target_usd: float, year: int
) -> tuple[Outcome, ...]:
    """No measure first, then every scenario, all in the same draws.

    A measure works from the year in which it starts; one without a start works from the first year.
    """
    found: list[Outcome] = []
    at = office.years.index(year)
    still = _runs(setting, NO_MEASURE, office)
    base = still[at]
    now = _now(setting, office)
    for scenario in (NO_MEASURE, *scenarios):
        runs = still if scenario.id == AS_NOW else _runs(setting, scenario, office)
        run = runs[at]
        met = np.array([one.total >= target_usd for one in runs])
        ever = np.maximum.accumulate(met, axis=0).mean(axis=1)
        here = at_load(run.border, np.nan_to_num(base.solved.trucks)).mean_h
        saved = _mean_hours(setting.made, base.solved.mean_h - here, base.solved)
        room = [
            np.minimum(capacity(r.border, setting.made.draws, STANDARD_H), r.most)
            for r in (base, run)
        ]
        found.append(
            Outcome(
                scenario=scenario.id,
                reporter=office.reporter,
                probability=float(met[at].mean()),
                turnover_usd=span(run.total),
                gained_usd=span(run.total - base.total),
                saved_h=span(saved),
                relieved=span(room[1] - room[0]),
                by_year=tuple(zip(office.years, (float(p) for p in ever), strict=True)),
                fan=tuple((y, quantiles(r.total)) for y, r in zip(office.years, runs, strict=True)),
                spread=_spread(setting, now, base, run) if now else (),
                residual=float(np.nanmax(run.solved.residual)),
                failed=len(run.solved.failed),
            )
        )
    return tuple(found)


def chance(
    setting: Setting, scenario: Scenario, office: Office, target_usd: float, year: int
) -> tuple[float, NDArray[np.bool_]]:
    """The probability of the target under one scenario, and in which draws it is met."""
    at = office.years.index(year)
    one = replace(office, years=(year,), growth=office.growth[:, [at]])
    met = _runs(setting, scenario, one)[0].total >= target_usd
    return float(met.mean()), met


def contributions(
    setting: Setting, scenario: Scenario, office: Office, target_usd: float, year: int
) -> dict[str, float]:
    """The Shapley share of each measure of a scenario in the change of the probability."""

    def worth(chosen: tuple[str, ...]) -> float:
        part = replace(scenario, measures=chosen)
        return chance(setting, part, office, target_usd, year)[0]

    return shapley(scenario.measures, worth, seed=setting.seed)


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    """One year of a scenario: the measures at work, the plan of the site, the equilibrium."""

    active: tuple[Measure, ...]
    plan: Plan
    border: Border
    most: float
    solved: Equilibrium

    @property
    def total(self) -> Floats:
        return np.asarray(np.nan_to_num(self.solved.total_usd, nan=0.0))


def _runs(setting: Setting, scenario: Scenario, office: Office) -> list[_Run]:
    """The equilibria of every year."""
    made, plans = setting.made, setting.plans
    base_cost = loop.base_cost(made, office.base_usd, office.dollar, plans[""])
    by_id = {m.id: m for m in setting.measures}
    runs: list[_Run] = []
    for i, year in enumerate(office.years):
        active = [by_id[name] for name in scenario.measures if _works(by_id[name], year)]
        plan = plans[_plan(setting, scenario, active)]
        changed = effects(setting, active)
        border = loop.border(made, plan, changed)
        trade = loop.trade(made, office.base_usd, office.growth[:, i], changed)
        trips = loop.traffic(made, office.dollar, plan, changed)
        most = min(float(one.loads[-1]) for one in plan.surfaces.values())
        solved = solve(trade, border, trips, base_cost)
        runs.append(_Run(tuple(active), plan, border, most, solved))
    return runs


def _plan(setting: Setting, scenario: Scenario, active: Sequence[Measure]) -> str:
    """The border scenario of the site when `active` work; the combined one when several do."""
    part = replace(scenario, measures=tuple(m.id for m in active), together=())
    named = {name for m in active for name in _uses(setting, m)}
    if len(named) > 1:
        part = replace(part, together=scenario.together)
    return used(part, setting.measures, setting.border_scenarios).get(setting.site, "")


def _uses(setting: Setting, measure: Measure) -> list[str]:
    site = {one.id: one.site for one in setting.border_scenarios}
    found = [e.of for e in measure.effects if e.path == "site"]
    return [name for name in found if site[name] == setting.site]


def _works(measure: Measure, year: int) -> bool:
    return measure.starts is None or measure.starts.start <= date(year, 12, 31)


def _now(setting: Setting, office: Office) -> Network | None:
    """The crossings without measures at the trade of today."""
    choice, made = setting.choice, setting.made
    if choice is None:
        return None
    plan = setting.plans[""]
    trips = loop.traffic(made, office.dollar, plan, loop.none(made))
    growth = trips(office.base_usd * made.mix.share) / plan.trucks
    first = slice(choice.draws)
    return choice.now(made.values[SERVICE][first], growth[first])


def _spread(setting: Setting, now: Network, base: _Run, run: _Run) -> tuple[Spread, ...]:
    """How trucks choose under the measures of `run`; nothing where no crossing changes.

    Trade answers the time at the site of the scenarios; the trucks of all crossings grow with its.
    """
    choice = setting.choice
    if choice is None:
        return ()
    first = slice(choice.draws)
    service = setting.made.values[SERVICE][first]
    times = {}
    for name, surface in choice.surfaces.items():
        rebuilt = name == setting.site and run.plan is not base.plan
        factor = effects(replace(setting, site=name), run.active).service[first]
        if rebuilt or np.any(factor != 1):
            after = run.plan.surfaces[""] if rebuilt else surface
            times[name] = after.at(service * factor)
    if not times:
        return ()
    whole = sum(choice.trucks.values()) / choice.trucks[setting.site]
    loads = [np.nan_to_num(r.solved.trucks[first]) * whole for r in (base, run)]
    return spreads(now, choice.changed(now, times), *loads)


def effects(setting: Setting, measures: Sequence[Measure]) -> Effects:
    """What the measures change together, drawn from the ranges of their amounts."""
    made = setting.made
    found = loop.none(made)
    goods, share = made.mix.goods, made.mix.share
    trade, trucks = found.trade.copy(), found.trucks.copy()
    added = found.add_usd.copy()
    service, hour = found.service.copy(), found.truck_hour.copy()
    for effect in (effect for measure in measures for effect in measure.effects):
        if effect.operation == "use":
            continue
        figure = setting.figures[effect.amount]
        amount = draw_figure(figure, draws=made.draws, seed=setting.seed)
        ids = {good.id for good in goods}
        mine = np.array(
            [not effect.of or effect.of == (g.id if effect.of in ids else g.sector) for g in goods]
        )
        if effect.path == "service":
            service *= amount if effect.of in {"", setting.site} else 1.0
        elif effect.path == "truck-cost":
            hour *= amount
        elif effect.path == "water":
            added += _farmed(setting, effect.of, amount)
        elif effect.path == "trucks":
            trucks[:, mine] *= amount[:, np.newaxis]
        elif effect.operation == "multiply":
            trade[:, mine] *= amount[:, np.newaxis]
        else:
            part = share * mine
            added += amount[:, np.newaxis] * _BN * part / part.sum(axis=-1, keepdims=True)
    return Effects(trade, added, trucks, service, hour)


def _farmed(setting: Setting, basin: str, water: Floats) -> Floats:
    """USD a year [draw, group] that fields sell more where they get `water` [draw] times theirs."""
    mix = setting.made.mix
    moved = moved_t(setting.farms.get(basin, ()), water, seed=setting.seed)
    found = np.zeros((setting.made.draws, len(mix.goods)))
    for number, good in enumerate(mix.goods):
        if good.id in moved:
            found[:, number] = moved[good.id] * mix.usd_per_tonne[:, number]
    return found


def _mean_hours(made: World, hours: Floats, at: Equilibrium) -> Floats:
    """Hours by draw, over goods by the loaded trucks of each."""
    mix = made.mix
    weight = at.trade_usd * mix.road / (mix.usd_per_tonne * mix.tonnes_per_truck)
    return np.asarray((weight * hours).sum(axis=-1) / weight.sum(axis=-1))
