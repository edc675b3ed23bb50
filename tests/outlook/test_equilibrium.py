"""Where trade and the time at the border agree."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from goldenbridge.errors import LoopError
from goldenbridge.outlook.bracketing import root
from goldenbridge.outlook.capacity import capacity
from goldenbridge.outlook.equilibrium import Linear, OneCrossing, cost_at, solve
from goldenbridge.outlook.monotone import isotonic
from goldenbridge.outlook.parameters import drawn
from goldenbridge.outlook.surface import surfaces
from goldenbridge.outlook.times import surface_times
from goldenbridge.outlook.trade_costs import Trade
from goldenbridge.programme.model import Programme
from goldenbridge.site.figures import Figure

POWERS = np.geomspace(10, 2000, 30)


class Steep:
    """Hours that rise with a power of the load."""

    def __init__(self, power: float, at: float) -> None:
        self.power, self.at = power, at

    def mean_h(self, load: np.ndarray) -> np.ndarray:
        return (load / self.at) ** self.power

    def p95_h(self, load: np.ndarray) -> np.ndarray:
        return 2 * self.mean_h(load)


def trade(draws: int = 1, **values: float) -> Trade:
    usual = {
        "base_usd": 1.7e9,
        "growth": 1.5,
        "elasticity": 4.0,
        "time_cost": 0.013,
        "truck_hour_usd": 30.0,
        "fees_usd": 30.0,
        "usd_per_tonne": 900.0,
        "tonnes_per_truck": 18.0,
        "reliability": 0.0,
    }
    return Trade.of(("all",), draws=draws, **(usual | values))


def trips(draws: int = 1) -> Linear:
    return Linear(np.full((draws, 1), 250 / 1.7e9), np.full(draws, 150.0))


@pytest.mark.parametrize("power", [1.0, 3.0, 12.0])
def test_the_state_is_that_of_a_scalar_solver(power: float) -> None:
    """A power of 12 is so steep that putting one into the other cycles for ever."""
    one, border = trade(), OneCrossing(Steep(power, 300.0))
    base = cost_at(one, border, trips())
    found = solve(one, border, trips(), base)

    def excess(load: float) -> float:
        hours = (load / 300) ** power
        cost = 1 + 0.013 * hours / 24 + (30 * hours + 30) / (900 * 18)
        return 250 / 1.7e9 * 1.7e9 * 1.5 * (cost / base[0, 0]) ** -4 + 150 - load

    assert found.trucks[0] == pytest.approx(brentq(excess, 1, 1e4, xtol=1e-10), rel=1e-9)
    assert found.residual[0] < 1e-9
    assert not found.failed


def test_without_an_effect_trade_is_what_it_would_be() -> None:
    one = trade(growth=1.0)
    border = OneCrossing(Steep(2.0, 300.0))
    found = solve(one, border, trips(), cost_at(one, border, trips()))
    assert found.total_usd[0] == pytest.approx(1.7e9, rel=1e-9)


@given(st.floats(0.5, 8), st.floats(50, 800), st.floats(1.01, 3))
def test_more_room_never_lowers_trade(power: float, at: float, wider: float) -> None:
    one, old = trade(), OneCrossing(Steep(power, at))
    new = OneCrossing(Steep(power, at * wider))
    base = cost_at(one, old, trips())
    before, after = (solve(one, border, trips(), base) for border in (old, new))
    assert after.total_usd[0] >= before.total_usd[0] - 1
    assert after.mean_h[0] <= before.mean_h[0] + 1e-9
    room = [capacity(border, 2, 2.0)[0] for border in (old, new)]
    assert room[1] - room[0] == pytest.approx(at * (wider - 1) * 2 ** (1 / power))


def test_a_capacity_is_the_load_at_the_standard() -> None:
    border = OneCrossing(Steep(2.0, 300.0))
    assert capacity(border, 2, 4.0) == pytest.approx([600.0, 600.0])
    assert capacity(border, 1, 4.0, standard="p95") == pytest.approx([300 * 2**0.5])
    with pytest.raises(LoopError, match="service standard"):
        capacity(border, 1, 0.0)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"elasticity": 0.0}, "elasticity: found 0"),
        ({"usd_per_tonne": -1.0}, "usd_per_tonne: found -1"),
        ({"growth": float("nan")}, "growth: found nan"),
        ({"reliability": 1.5}, "reliability: found 1.5"),
    ],
)
def test_what_cannot_be_is_refused(values: dict[str, float], told: str) -> None:
    with pytest.raises(LoopError, match=told):
        trade(**values)


def test_a_value_that_is_missing_or_misshapen_is_named() -> None:
    with pytest.raises(LoopError, match="growth: found nothing"):
        Trade.of(("all",), draws=1, base_usd=1.0)
    with pytest.raises(LoopError, match="shape"):
        trade(draws=2, growth=np.ones(3))  # type: ignore[arg-type]
    with pytest.raises(LoopError, match="per_usd"):
        Linear(np.array([[-1.0]]), np.zeros(1))


def test_a_time_that_is_endless_is_reported_by_draw() -> None:
    class Endless(Steep):
        def mean_h(self, load: np.ndarray) -> np.ndarray:
            return np.where(np.arange(load.size) == 1, np.nan, super().mean_h(load))

    border = OneCrossing(Endless(2.0, 300.0))
    found = solve(trade(2), border, trips(2), np.full((2, 1), 1.01))
    assert [one.draw for one in found.failed] == [1]
    assert np.isnan(found.total_usd[1])
    assert np.isfinite(found.total_usd[0])
    with pytest.raises(LoopError, match="base cost"):
        solve(trade(), OneCrossing(Steep(2.0, 300.0)), trips(), np.zeros((1, 1)))


@given(st.lists(st.floats(0.1, 9), min_size=1, max_size=20))
def test_a_root_is_found_for_each_element(values: list[float]) -> None:
    wanted = np.array(values)
    found = root(lambda x: x**3 - wanted**3, np.zeros_like(wanted), np.full_like(wanted, 10.0))
    np.testing.assert_allclose(found, wanted, rtol=1e-12)
    assert root(lambda x: x + 1, 0.0, 1.0) == 0.0


def test_tables_are_met_at_their_knots_and_rise_between() -> None:
    loads, hours = np.array([100.0, 200.0, 400.0]), np.array([[1.0], [2.0], [20.0]])
    times = surface_times(loads, np.array([1.0]), (hours, 3 * hours), 1.0)
    np.testing.assert_allclose(times.mean_h(loads), [1, 2, 20])
    np.testing.assert_allclose(times.p95_h(loads), [3, 6, 60])
    between = times.mean_h(np.geomspace(50, 3000, 200))
    assert np.all(np.diff(between) >= -1e-12)
    assert between[0] == 1.0
    with pytest.raises(LoopError, match="service factor"):
        surface_times(loads, np.array([1.0]), (hours, hours), 0.0)


def test_isotonic_is_the_mean_of_what_falls() -> None:
    np.testing.assert_allclose(isotonic(np.array([[1.0], [3.0], [2.0]])), [[1], [2.5], [2.5]])


def test_figures_are_drawn_in_their_range_and_alike_in_every_company() -> None:
    one = Figure(id="a", value=2.0, low=1.0, high=4.0, unit="x", basis="assumed")
    sure = Figure(id="b", value=3.0, unit="x", basis="assumed")
    alone, both = drawn([one], draws=500, seed=1), drawn([one, sure], draws=500, seed=1)
    np.testing.assert_array_equal(alone["a"], both["a"])
    assert set(both["b"]) == {3.0}
    assert 1 <= alone["a"].min() < 2 < alone["a"].max() <= 4
    with pytest.raises(LoopError, match="found twice"):
        drawn([one, one], draws=5, seed=1)
    with pytest.raises(LoopError, match="low ≤ value ≤ high"):
        drawn([replace(one, low=3.0)], draws=5, seed=1)
    with pytest.raises(LoopError, match="1 or more"):
        drawn([one], draws=0, seed=1)


def test_a_surface_rises_in_load_and_factor(programme: Programme) -> None:
    site = next(s for s in programme.sites if s.id == "kegen")
    demand = next(d for d in programme.demands if d.site == "kegen")
    total = sum(flow.trucks_per_day for flow in demand.flows)
    made = surfaces(
        site, demand, loads=[total, 20 * total], factors=[0.8, 1.2], days=60, replications=2
    )[""]
    assert np.all(np.diff(made.mean_h, axis=0) >= 0)
    assert np.all(np.diff(made.mean_h, axis=1) >= -1e-9)
    assert made.p95_h[0, 0] > made.mean_h[0, 0] > 0
    again = surfaces(
        site, demand, loads=[total, 20 * total], factors=[0.8, 1.2], days=60, replications=2
    )[""]
    assert again.mean_h.tobytes() == made.mean_h.tobytes()
    with pytest.raises(LoopError, match="loads"):
        surfaces(site, demand, loads=[2.0, 1.0])
    with pytest.raises(LoopError, match="no trucks a day"):
        surfaces(site, replace(demand, flows=()))
    with pytest.raises(LoopError, match="replications"):
        surfaces(site, demand, replications=0)
