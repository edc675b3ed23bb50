"""Plans and agreements of small and shipped basins."""

from dataclasses import replace

import numpy as np
import pytest

from goldenbridge.errors import BasinError
from goldenbridge.nexus.bargaining import egalitarian, kalai_smorodinsky, nash, trace
from goldenbridge.nexus.basin import Basin
from goldenbridge.nexus.deal import Deal, negotiate, sensitivities
from goldenbridge.nexus.harvest import harvest, harvests
from goldenbridge.nexus.members import draw
from goldenbridge.nexus.model import benefit_blocks
from goldenbridge.nexus.physics import simulate
from goldenbridge.nexus.plans import replan, solve
from goldenbridge.nexus.water import Need
from goldenbridge.programme.folder import load
from goldenbridge.programme.model import Programme
from goldenbridge.programme.scaffold import scaffold

LINE = ((0.0, 8.0), (4.0, 6.0), (6.0, 0.0))


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Basin:
    folder = tmp_path_factory.mktemp("river") / "example"
    scaffold(folder)
    return load(folder).basins[0]


@pytest.fixture(scope="module")
def deal(programme: Programme) -> Deal:
    return negotiate(programme.basins[0], members=12, seed=1)


def test_agreed_points_in_closed_form() -> None:
    """On the segment from (4, 6) to (6, 0) the product (4 + 2a)(6 − 6a) is largest at its start."""
    apart = (0.0, 0.0)
    assert nash(LINE, apart) == pytest.approx((4.0, 6.0))
    assert kalai_smorodinsky(LINE, apart) == pytest.approx((4 + 2 / 13, 6 - 6 / 13))
    assert egalitarian(LINE, apart) == pytest.approx((4.5, 4.5))
    assert nash(LINE, (6.0, 7.0)) is None
    assert egalitarian(LINE, (7.0, 7.0)) is None
    assert kalai_smorodinsky(LINE, (6.0, 8.0)) is None


def test_a_frontier_is_traced_corner_by_corner() -> None:
    def best(weight: float) -> tuple[float, float]:
        return max(LINE, key=lambda p: weight * p[0] + (1 - weight) * p[1])

    assert trace(best, (0.0, 0.0)) == LINE
    assert trace(best, (7.0, 0.0)) == LINE[1:]
    assert trace(best, (0.0, 7.0)) == LINE[:2]
    assert trace(lambda _: (1.0, 1.0), (0.0, 0.0)) == ((1.0, 1.0),)


def test_water_is_kept_in_every_member_and_month(deal: Deal, programme: Programme) -> None:
    plan, basin = deal.plan, programme.basins[0]
    inflow = draw(basin, members=12, seed=1)[:, 0]
    moved = np.diff(plan.volume[:, 0], axis=1)
    lost = inflow - plan.release[:, 0] - moved
    assert lost.min() > -1e-6
    assert lost.max() < 60
    assert plan.volume.min() >= basin.reservoirs[0].dead_mm3 - 1e-6


def test_power_is_settled_with_its_coefficient(deal: Deal) -> None:
    swap = deal.basin.swaps[0]
    back = deal.plan.back[swap.id].sum()
    assert back == pytest.approx(swap.coefficient * deal.plan.out[swap.id].sum(), rel=1e-6)


def test_both_sides_gain_and_all_of_it_is_split(deal: Deal) -> None:
    assert deal.worthwhile
    assert sum(deal.cash.values()) == pytest.approx(0, abs=1e-6)
    for split in deal.splits:
        assert split.complaint < 0
        assert sum(split.worth.values()) == pytest.approx(deal.values[frozenset(deal.table)])
    for side in deal.table:
        total = sum(one.cash[side] for one in deal.instalments)
        assert total == pytest.approx(deal.cash[side], abs=0.05 * deal.gain)
    assert deal.plan.head_residual < 0.005
    assert set(deal.points) == {"nash", "kalai_smorodinsky", "egalitarian"}


def test_spite_leaves_the_holder_as_well_off_and_others_no_better(deal: Deal) -> None:
    apart = deal.apart
    assert apart.spite["KG"] == apart.goodwill["KG"]
    assert apart.spite["KZ"] <= apart.goodwill["KZ"] + 1e-6


def test_three_sides_sit_at_the_table(programme: Programme) -> None:
    deal = negotiate(programme.basins[0], members=6, seed=1, asked=["UZ"])
    assert len(deal.values) == 7
    assert {split.name for split in deal.splits} == {"nash", "shapley", "nucleolus"}
    assert not deal.frontier


def test_without_power_little_is_won(programme: Programme) -> None:
    for basin in programme.basins[1:]:
        deal = negotiate(basin, members=6, seed=1)
        assert not deal.worthwhile
        assert deal.plan.cvar("KZ") <= deal.plan.mean("KZ") + 1e-9


def test_the_answer_moves_with_the_figures(programme: Programme) -> None:
    found = {s.variant: s for s in sensitivities(programme.basins[0], members=6, seed=1)}
    now = negotiate(programme.basins[0], members=6, seed=1)
    assert found["even-swap"].cash["KG"] > now.cash["KG"]


def test_the_same_seed_gives_the_same_deal(river: Basin) -> None:
    one, two = (negotiate(river, members=4, seed=7) for _ in range(2))
    assert one.cash == two.cash
    np.testing.assert_array_equal(one.plan.release, two.plan.release)


def test_needs_that_cannot_be_met_say_which_and_how_much_less_would_do(river: Basin) -> None:
    needs = (
        Need(id="towns", side="SL", below="upper-lake", mm3=(5.0,) * 6 + (4000.0,) + (5.0,) * 5),
    )
    with pytest.raises(BasinError, match="needs towns of SL, month 7: found 4000 Mm3; allowed"):
        negotiate(replace(river, needs=needs), members=4, seed=1)


def test_one_side_has_nobody_to_deal_with(river: Basin) -> None:
    alone = tuple(replace(side, optional=side.id == "SL") for side in river.sides)
    with pytest.raises(BasinError, match="found 1 at the table"):
        negotiate(replace(river, sides=alone), members=2, seed=1)


def test_a_plan_goes_on_from_what_was_done(river: Basin) -> None:
    done = {"nl-sl": (60.0, 0.0)}
    later = replan(river, month=10, volumes_mm3={"upper-lake": 1500.0}, swapped_gwh=done)
    plan, _ = solve(
        later,
        draw(later, members=4, months=6, seed=1),
        {"NL": 1.0, "SL": 1.0},
        swaps=["nl-sl"],
        agreed=True,
    )
    coal = plan.fuel["nl-sl", "coal"].sum() * 1.5
    assert plan.back["nl-sl"].sum() + coal == pytest.approx(78, rel=1e-6)
    assert plan.months == (10, 11, 12, 1, 2, 3)
    with pytest.raises(BasinError, match="owed"):
        replan(river, month=3, volumes_mm3={}, swapped_gwh={"nl-sl": (600.0, 0.0)})
    with pytest.raises(BasinError, match="volume of upper-lake"):
        replan(river, month=5, volumes_mm3={"upper-lake": 10.0}, swapped_gwh={})


def test_following_the_plan_leads_where_the_plan_says(river: Basin) -> None:
    inflow = draw(river, members=3, seed=1)
    plan, _ = solve(river, inflow, {"NL": 1.0, "SL": 1.0})
    traces = simulate(river, inflow[:1], plan.release[0])
    np.testing.assert_allclose(traces.volume[0, 0], plan.volume[0, 0, 1:], atol=10)
    dry = simulate(river, inflow * 0, plan.release[0] * 9)
    assert dry.short.max() > 0
    assert dry.volume.min() > 400 - dry.evaporated.sum()
    wet = simulate(river, inflow * 9, plan.release[0])
    assert wet.spilled.max() > 0
    assert wet.volume.max() <= 2000
    moved = np.diff(np.concatenate([np.full((3, 1, 1), 900.0), wet.volume], axis=2), axis=2)
    left = inflow * 9 - wet.turbined - wet.spilled - wet.evaporated - moved
    np.testing.assert_allclose(left, 0, atol=1e-9)


def test_two_reservoirs_in_a_row_pass_their_water_on(river: Basin) -> None:
    upper = river.reservoirs[0]
    lower = replace(upper, id="lower-lake", full_mm3=1000.0, start_mm3=500.0, end_mm3=500.0)
    both = replace(river, reservoirs=(replace(upper, to="lower-lake"), lower))
    inflow = draw(both, members=2, seed=1)
    plan, _ = solve(both, inflow, {"NL": 1.0, "SL": 1.0})
    assert plan.volume[:, 1].min() >= 400 - 1e-6
    traces = simulate(both, inflow, plan.release[0])
    total = traces.turbined[:, 0] + traces.spilled[:, 0]
    below = np.diff(np.concatenate([np.full((2, 1), 500.0), traces.volume[:, 1]], axis=1), axis=1)
    out = traces.turbined[:, 1] + traces.spilled[:, 1] + traces.evaporated[:, 1]
    np.testing.assert_allclose(total, below + out, atol=1e-9)


@pytest.mark.parametrize(("ky", "half"), [(0.8, 0.6), (1.0, 0.5), (1.2, 0.5)])
def test_half_the_water_gives_what_the_response_says(river: Basin, ky: float, half: float) -> None:
    crop = replace(river.crops[0], ky=ky)
    full = crop.yield_t_ha * crop.usd_t / crop.norm_m3_ha
    blocks = benefit_blocks(crop)
    assert sum(share * usd for share, usd in blocks) == pytest.approx(full)
    found = harvest(crop, np.array([0.0, 0.25, 0.5, 1.0]), np.ones(12))
    whole = crop.area_ha * crop.yield_t_ha
    assert found.tonnes / whole == pytest.approx([0, half / 2, half, 1])
    assert found.exportable_t.sum(axis=1) / whole == pytest.approx([0, half / 4, half / 2, 0.5])


def test_tonnes_follow_the_water_and_the_closures(programme: Programme) -> None:
    deal = negotiate(programme.basins[2], members=6, seed=1)
    found = {h.crop: h for h in harvests(deal.plan)}
    potato = found["potato-chu"]
    assert potato.tonnes.max() <= 16_000 * 18 + 1
    share = np.array([0.05, 0.1, 0.1, 0.1, 0.05, 0, 0, 0.1, 0.2, 0.15, 0.1, 0.05])
    share[1:5] *= 0.95
    np.testing.assert_allclose(potato.exportable_t[0], potato.tonnes[0] * 0.15 * share)


def test_a_solver_that_is_missing_is_named(river: Basin, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "highspy", None)
    from goldenbridge.errors import ExtraError

    with pytest.raises(ExtraError, match=r"install goldenbridge\[nexus\]"):
        negotiate(river, members=2, seed=1)


def test_power_lent_over_years_comes_back_within_its_term(river: Basin) -> None:
    """Owed at the start and given in the first year: back by the end of the second."""
    owing = replace(river, swaps=(replace(river.swaps[0], balance_gwh=40.0),))
    inflow = draw(owing, members=2, months=36, seed=1)
    plan, _ = solve(owing, inflow, {"NL": 1.0, "SL": 1.0}, swaps=["nl-sl"], agreed=True)
    given = 1.3 * plan.out["nl-sl"]
    back = plan.back["nl-sl"] + 1.5 * plan.fuel["nl-sl", "coal"]
    assert back[:12].sum() >= 40 - 1e-6
    assert back[:24].sum() >= 40 + given[:12].sum() - 1e-6
    assert back.sum() == pytest.approx(40 + given.sum())
    early = replace(river, swaps=(replace(river.swaps[0], balance_gwh=-40.0),))
    plan, _ = solve(early, inflow, {"NL": 1.0, "SL": 1.0}, swaps=["nl-sl"], agreed=True)
    assert 1.3 * plan.out["nl-sl"][:12].sum() >= 40 - 1e-6


def test_debts_that_nothing_can_return_have_no_plan(river: Basin) -> None:
    deep = replace(river, needs=(), swaps=(replace(river.swaps[0], balance_gwh=9000.0),))
    with pytest.raises(BasinError, match="limits, terms and volumes that agree"):
        negotiate(deep, members=2, seed=1)
    with pytest.raises(BasinError, match="even without needs"):
        negotiate(replace(deep, needs=river.needs), members=2, seed=1)
