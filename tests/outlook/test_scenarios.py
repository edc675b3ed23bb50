"""Measures and the chance of the target."""

from dataclasses import replace

import numpy as np
import pytest

from goldenbridge.errors import LoopError
from goldenbridge.outlook import loop
from goldenbridge.outlook.choice import Choice
from goldenbridge.outlook.equilibrium import at_load
from goldenbridge.outlook.loop import Plan
from goldenbridge.outlook.scenarios import (
    NO_MEASURE,
    Office,
    Setting,
    chance,
    contributions,
    effects,
    outcomes,
)
from goldenbridge.outlook.surface import Surface
from goldenbridge.programme.model import Programme
from goldenbridge.trade.measures import Scenario

DRAWS = 400
BETA = np.full(50, 0.15)
LOADS = np.array([100.0, 300.0, 500.0, 1200.0])


def table(*hours: float) -> Surface:
    column = np.array(hours)[:, np.newaxis]
    return Surface(
        loads=LOADS,
        factors=np.array([1.0]),
        mean_h=column,
        p95_h=3 * column,
        mean_half_h=0 * column,
        p95_half_h=0 * column,
        unserved=0 * column,
        refused=0 * column,
        corrected=0.0,
        days=365,
        replications=1,
        seed=1,
    )


@pytest.fixture(scope="module")
def setting(programme: Programme) -> Setting:
    made = loop.world(
        programme.freight[0], programme.goods, programme.figures, 1.7e9, draws=DRAWS, seed=3
    )
    slow, fast = table(1, 3, 20, 200), table(0.5, 0.6, 0.7, 1)
    ways = made.mix.directions
    plans = {
        name: Plan(dict.fromkeys(("", *ways), fast if "modernised" in name else slow), 400.0)
        for name in ("", "modernised", "with-complex", "modernised-with-complex")
    }
    return Setting(
        made,
        "karasu",
        plans,
        programme.measures,
        programme.border_scenarios,
        {figure.id: figure for figure in programme.figures},
        3,
    )


@pytest.fixture(scope="module")
def office() -> Office:
    rng = np.random.default_rng(5)
    steps = np.exp(rng.normal(0.05, 0.1, (DRAWS, 5)).cumsum(axis=1))
    return Office("kz", 2.0e9, 1.0, (2026, 2027, 2028, 2029, 2030), steps)


def scenario(programme: Programme, name: str) -> Scenario:
    return next(s for s in programme.scenarios if s.id == name)


def test_a_faster_border_saves_time_lets_more_through_and_gains_trade(
    programme: Programme, setting: Setting, office: Office
) -> None:
    still, rebuilt = outcomes(setting, [scenario(programme, "border")], office, 3e9, 2030)
    assert (still.scenario, still.gained_usd.median, still.relieved.median) == ("as-now", 0.0, 0.0)
    assert rebuilt.probability >= still.probability
    assert rebuilt.gained_usd.low > 0
    assert rebuilt.saved_h.low > 0
    assert rebuilt.relieved.median == pytest.approx(1200 - 320, abs=60)
    assert max(still.residual, rebuilt.residual) < 1e-9
    assert not still.failed
    chances = [share for _, share in rebuilt.by_year]
    assert chances == sorted(chances)


def test_a_measure_works_from_its_year_on(
    programme: Programme, setting: Setting, office: Office
) -> None:
    """The checkpoints are rebuilt at the end of 2027: nothing changes before."""
    late = replace(scenario(programme, "border"), measures=("checkpoints",), together=())
    still, rebuilt = outcomes(setting, [late], office, 2.2e9, 2030)
    before = {year: share for year, share in still.by_year if year < 2027}
    assert before == {year: share for year, share in rebuilt.by_year if year < 2027}
    assert rebuilt.probability > still.probability


def test_effects_multiply_and_add_in_the_goods_they_name(
    programme: Programme, setting: Setting
) -> None:
    by_id = {m.id: m for m in programme.measures}
    goods = [good.id for good in setting.made.mix.goods]
    changed = effects(setting, [by_id["fruit-centre"], by_id["wheat"], by_id["rail"]])
    moved = (changed.trade != 1).any(axis=0)
    assert [g for g, m in zip(goods, moved, strict=True) if m] == ["food-north"]
    added = changed.add_usd.sum(axis=0) > 0
    assert [g for g, m in zip(goods, added, strict=True) if m] == ["grain-south"]
    sectors = {
        g.sector
        for g, t in zip(setting.made.mix.goods, (changed.trucks != 1).any(axis=0), strict=True)
        if t
    }
    assert sectors == {"construction"}


def test_contributions_sum_to_what_all_measures_bring(
    programme: Programme, setting: Setting, office: Office
) -> None:
    whole = replace(
        scenario(programme, "all"), measures=("checkpoints", "complex", "fuel", "wheat")
    )
    shares = contributions(setting, whole, office, 2.4e9, 2030)
    gained = (
        chance(setting, whole, office, 2.4e9, 2030)[0]
        - chance(setting, NO_MEASURE, office, 2.4e9, 2030)[0]
    )
    assert sum(shares.values()) == pytest.approx(gained)
    assert max(shares, key=lambda name: shares[name]) == "checkpoints"


def test_a_faster_site_draws_trucks_from_the_other_crossings(
    programme: Programme, setting: Setting, office: Office
) -> None:
    slow = table(1, 3, 20, 200)
    chosen = Choice({"karasu": slow, "kordai": slow}, {"karasu": 400.0, "kordai": 300.0}, BETA)
    wider = replace(setting, choice=chosen)
    none, border = (scenario(programme, name) for name in ("energy", "border"))
    still, energy, rebuilt = outcomes(wider, [none, border], office, 3e9, 2030)
    assert not still.spread
    assert not energy.spread
    by_site = {one.crossing: one for one in rebuilt.spread}
    assert by_site["kordai"].fewer.median > 0
    assert by_site["karasu"].fewer.median < 0
    assert [year for year, _ in rebuilt.fan] == list(office.years)
    assert all(list(told) == sorted(told) for _, told in rebuilt.fan)
    assert rebuilt.fan[-1][1][2] == rebuilt.turnover_usd.median


def test_draws_that_no_day_has_shown_are_left_out(setting: Setting) -> None:
    plan = setting.plans[""]
    kept = loop.believed(setting.made, plan, 1.7e9, 20.0, 100)
    assert kept.draws == 100
    assert len(kept.mix.share) == len(kept.values["service-factor"]) == 100
    trips = loop.traffic(kept, 1.0, plan, loop.none(kept))
    border = loop.border(kept, plan, loop.none(kept))
    hours = at_load(border, trips(1.7e9 * kept.mix.share)).mean_h
    assert hours.max() <= 20
    everyone = loop.believed(setting.made, plan, 1.7e9, 1e9, DRAWS)
    np.testing.assert_array_equal(everyone.mix.share, setting.made.mix.share)
    with pytest.raises(LoopError, match=r"found \d+ of 400 draws .* at most 0.1 h .* allowed"):
        loop.believed(setting.made, plan, 1.7e9, 0.1, 100)
