"""Several crossings: closed forms, one equilibrium whatever the start, relief."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq, minimize

from goldenbridge.errors import LoopError
from goldenbridge.outlook.equilibrium import Linear, OneCrossing, at_load, cost_at, solve
from goldenbridge.outlook.network import Floats, Network
from goldenbridge.outlook.trade_costs import Trade


@dataclass(frozen=True)
class Line:
    """Hours free + slope × load, half as much again for 95 %."""

    free: float
    slope: float

    def mean_h(self, load: Floats) -> Floats:
        return self.free + self.slope * np.asarray(load, np.float64)

    def p95_h(self, load: Floats) -> Floats:
        return 1.5 * self.mean_h(load)


slopes = st.lists(st.floats(0, 0.5), min_size=2, max_size=5)
LINES = (Line(0.5, 0.01), Line(1.0, 0.002), Line(0.2, 0.05))


def network(*lines: Line, per_hour: float = 0.4, detour: float = 0.0) -> Network:
    ids = [f"c{i}" for i in range(len(lines))]
    detours = [detour * i for i in range(len(lines))]
    return Network.of(ids, lines, detour_h=detours, per_hour=per_hour)


def test_without_queues_it_is_the_logit() -> None:
    split = network(Line(1, 0), Line(3, 0), per_hour=0.5, detour=1.0).split(100)
    # 1 hour against 3 and one of detour: the odds are exp(0.5 × 3)
    assert split.share[0, 0] == pytest.approx(1 / (1 + np.exp(-1.5)), rel=1e-12)
    assert split.residual[0] < 1e-12


def test_two_crossings_as_one_equation() -> None:
    a, b, beta, load = Line(0.5, 0.01), Line(1.0, 0.002), 0.4, 500.0

    def odds(x: float) -> float:
        return np.log(x / (load - x)) + beta * (
            a.free + a.slope * x - b.free - b.slope * (load - x)
        )

    split = network(a, b, per_hour=beta).split(load)
    assert split.trucks[0, 0] == pytest.approx(brentq(odds, 1e-9, load - 1e-9, xtol=1e-13))
    assert split.residual[0] < 1e-9


@given(slopes, st.floats(0.01, 3), st.floats(1, 5000), st.integers(0, 2**32))
def test_flows_sum_to_demand_and_agree_with_fisk_from_any_start(
    slope: list[float], per_hour: float, load: float, seed: int
) -> None:
    lines = [Line(0.1 * i, s) for i, s in enumerate(slope)]
    made = network(*lines, per_hour=per_hour)
    split = made.split(load)
    assert split.trucks.sum() == pytest.approx(load, rel=1e-9)
    assert split.residual[0] < 1e-9
    # other levels to start from end in the same place
    low, high = made.bounds(np.array([load]))
    for widen in (0.0, 7.0):
        wide = _from(made, load, low - widen, high + widen)
        np.testing.assert_allclose(wide, split.trucks[0], rtol=1e-8)
    # Fisk's objective, minimised over the simplex from a random start, is no lower anywhere
    start = np.random.default_rng(seed).dirichlet(np.ones(len(lines)))

    def fisk(x: np.ndarray) -> float:
        x = np.maximum(x, 1e-300)
        queues = sum(one.free * f + one.slope * f * f / 2 for one, f in zip(lines, x, strict=True))
        return float((x * np.log(x)).sum() / per_hour + queues)

    assert fisk(split.trucks[0]) <= fisk(start * load) + 1e-7 * abs(fisk(start * load))


def _from(made: Network, load: float, low: Floats, high: Floats) -> Floats:
    from goldenbridge.outlook.bracketing import root

    level = root(lambda m: np.log(made.flows(m).sum(axis=-1)) - np.log(load), low, high)
    return made.flows(level)[0]


def test_fisk_s_minimum_by_another_solver() -> None:
    load, beta = 400.0, 0.4

    def fisk(y: np.ndarray) -> float:
        x = load * np.exp(y - y.max()) / np.exp(y - y.max()).sum()
        queues = sum(one.free * f + one.slope * f * f / 2 for one, f in zip(LINES, x, strict=True))
        return float((x * np.log(x)).sum() / beta + queues)

    found = []
    for start in ([0.0, 0, 0], [5, -5, 0], [-4, 1, 3]):
        y = minimize(fisk, start, method="BFGS", options={"gtol": 1e-9}).x
        found.append(load * np.exp(y) / np.exp(y).sum())
    for one in found:
        np.testing.assert_allclose(one, network(*LINES).split(load).trucks[0], rtol=1e-3)


def test_a_calibrated_network_gives_back_its_flows_and_their_mean_time() -> None:
    flows = np.array([300.0, 340, 60])
    made = Network.calibrated("abc", LINES, trucks=flows, per_hour=0.4)
    np.testing.assert_allclose(made.split(700).trucks[0], flows, rtol=1e-9)
    mean = sum(f * one.mean_h(f) for f, one in zip(flows, LINES, strict=True)) / 700
    assert at_load(made, np.array([700.0])).mean_h[0] == pytest.approx(float(mean), rel=1e-9)


def test_a_network_of_one_is_the_crossing() -> None:
    made = network(LINES[0])
    load = np.array([10.0, 400])
    np.testing.assert_allclose(at_load(made, load).mean_h, LINES[0].mean_h(load), rtol=1e-9)
    np.testing.assert_allclose(at_load(made, load).p95_h, LINES[0].p95_h(load), rtol=1e-9)


@given(slopes, st.floats(1, 2000), st.floats(1, 3))
def test_more_trucks_lengthen_every_time(slope: list[float], load: float, more: float) -> None:
    made = network(*(Line(0.3, s) for s in slope))
    few, many = (at_load(made, np.array([x])) for x in (load, load * more))
    assert many.mean_h[0] >= few.mean_h[0] - 1e-9
    assert many.p95_h[0] >= few.p95_h[0] - 1e-9


def test_overload_far_beyond_the_road_is_solved() -> None:
    split = network(Line(1, 20.0), Line(1, 30.0), per_hour=3.0).split([1.0, 1e4])
    assert np.all(split.residual < 1e-9)
    # where queues decide all, times are equal: the flows are as 3 to 2
    assert split.trucks[1, 0] / split.trucks[1, 1] == pytest.approx(1.5, rel=1e-4)


def test_trade_and_a_network_agree_and_a_new_crossing_adds_trade() -> None:
    made = Trade.of(
        ("goods",), draws=3, base_usd=1e9, growth=[[1.0], [1.5], [3.0]], elasticity=4,
        time_cost=0.02, truck_hour_usd=40, fees_usd=30, usd_per_tonne=900, tonnes_per_truck=18,
        reliability=0.5,
    )  # fmt: skip
    traffic = Linear(np.full((3, 1), 4e-7), np.full(3, 50.0))
    old = Network.calibrated("ab", LINES[:2], trucks=[200, 250], per_hour=0.4)
    base = cost_at(made, old, traffic)
    now = solve(made, old, traffic, base)
    assert not now.failed
    assert now.residual.max() < 1e-9
    np.testing.assert_allclose(old.split(now.trucks).trucks.sum(axis=-1), now.trucks, rtol=1e-9)
    assert now.total_usd[0] == pytest.approx(1e9, rel=1e-9)
    detour = np.append(old.detour_h, [[1.0]], axis=1)
    new = Network.of("abc", LINES, detour_h=detour, per_hour=0.4)
    assert np.all(solve(made, new, traffic, base).total_usd > now.total_usd)
    one = solve(made, network(LINES[0]), traffic, base)
    same = solve(made, OneCrossing(LINES[0]), traffic, base)
    np.testing.assert_allclose(one.trade_usd, same.trade_usd, rtol=1e-8)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"detour_h": [0.0]}, "2 ids, 2 times, 1 detours; allowed: one of each"),
        ({"ids": "aa"}, "allowed: one of each, ids once"),
        ({"detour_h": [0.0, np.nan]}, "detour_h: found nan"),
        ({"per_hour": 0.0}, "per_hour: found .*; allowed: above 0"),
        ({"per_hour": [0.1, np.inf]}, "per_hour: found .*; allowed: above 0"),
    ],
)
def test_networks_that_are_none(options: dict[str, object], message: str) -> None:
    given_ones: dict[str, object] = {"ids": "ab", "detour_h": [0.0, 0.0], "per_hour": 0.4}
    asked = given_ones | options
    with pytest.raises(LoopError, match=message):
        Network.of(asked.pop("ids"), LINES[:2], **asked)


@pytest.mark.parametrize("flows", [[100.0, 0.0], [100.0], [np.nan, 1.0]])
def test_flows_that_cannot_be_calibrated(flows: list[float]) -> None:
    with pytest.raises(LoopError, match=r"trucks: found .* more than 0 at each of 2"):
        Network.calibrated("ab", LINES[:2], trucks=flows, per_hour=0.4)
