"""SDDP against published optima (documented examples of SDDP.jl) and the exact recursion."""

import numpy as np
import pytest

from goldenbridge.nexus.lp import Builder
from goldenbridge.nexus.sddp import Node, Noise, train
from goldenbridge.nexus.sdp import Concave, value

SURE = (Noise(1.0, np.empty(0), np.empty(0)),)
NO_ROWS = np.empty(0, dtype=np.int64)


def thermal(stage: int) -> Node:
    """Water, hydro and thermal power of one stage of the hydro-thermal example."""
    b = Builder()
    before, after, hydro, heat = b.columns(1), b.columns(1, upper=8), b.columns(1), b.columns(1)
    b.rows((1,), [(hydro, 1), (heat, 1)], 6, np.inf)
    noises: tuple[Noise, ...] = SURE
    if stage == 0:
        b.rows((1,), [(after, 1), (hydro, 1), (before, 0)], -np.inf, 6)
        noisy = NO_ROWS
    else:
        noisy = b.rows((1,), [(after, 1), (hydro, 1), (before, -1)], -np.inf, 0)
        noises = tuple(Noise(0.5, np.array([-np.inf]), np.array([w])) for w in (2.0, 10.0))
    cost = np.zeros(4)
    cost[heat] = -5
    follow = ((1.0, 1),) if stage == 0 else ()
    return Node(b, cost, before, after, noisy, noises, follow, most=0.0)


def test_two_stage_hydro_thermal() -> None:
    trained = train([thermal(0), thermal(1)], np.zeros(1), passes=10, seed=1)
    assert trained.bounds[-1] == pytest.approx(-10)


FLOWS, POWERS = (0, 50, 60, 70), (0, 55, 65, 70)
STATES = ((1.0, 2.0), (2.0, 1.0), (3.0, 4.0))


def valley(price: float, follow: tuple[tuple[float, int], ...], noises: tuple[Noise, ...]) -> Node:
    """Two reservoirs in a row; revenue less the cost of spill."""
    b = Builder()
    before, after = b.columns(2), b.columns(2, upper=200)
    mix, spilled, taken = b.columns(2, 4), b.columns(2), b.columns(2)
    flow = np.tile(np.array(FLOWS, dtype=float), (2, 1))
    b.rows((2,), [(mix, 1.0)], -np.inf, 1)
    through = [(after[:, None], 1.0), (before[:, None], -1.0), (mix, flow)]
    through += [(spilled[:, None], 1.0), (taken[:, None], -1.0)]
    b.rows((1,), [(c[:1], v if np.isscalar(v) else v[:1]) for c, v in through], 0, 0)
    lower = [(c[1:], v if np.isscalar(v) else v[1:]) for c, v in through]
    lower += [(mix[:1], -flow[:1]), (spilled[:1, None], -1.0)]
    b.rows((1,), lower, 0, 0)
    noisy = b.rows((2,), [(taken, 1.0)], -np.inf, 0)
    cost = np.zeros(b.columns_made)
    cost[mix] = price * np.array(POWERS)
    cost[spilled] = -1000
    return Node(b, cost, before, after, noisy, noises, follow, most=2000)


def inflows(stage: int, *, uncertain: bool) -> tuple[Noise, ...]:
    values = ((0, 0), (20, 0), (50, 20)) if uncertain and stage else ((0, 0),)
    low = np.full(2, -np.inf)
    return tuple(Noise(1 / len(values), low, np.array(v, dtype=float)) for v in values)


@pytest.mark.parametrize(
    ("uncertain", "markov", "optimum"),
    [(False, False, 835.0), (True, False, 838.3333), (False, True, 851.8), (True, True, 855.0)],
)
def test_hydro_valley(uncertain: bool, markov: bool, optimum: float) -> None:
    rain = [inflows(t, uncertain=uncertain) for t in range(3)]
    if not markov:
        nodes = [valley(float(t + 1), ((1.0, t + 1),) if t < 2 else (), rain[t]) for t in range(3)]
    else:
        nodes = [
            valley(STATES[0][0], ((0.6, 1), (0.4, 2)), rain[0]),
            valley(STATES[1][0], ((0.6, 3), (0.4, 4)), rain[1]),
            valley(STATES[1][1], ((0.3, 3), (0.7, 4)), rain[1]),
            valley(STATES[2][0], (), rain[2]),
            valley(STATES[2][1], (), rain[2]),
        ]
    trained = train(nodes, np.full(2, 200.0), passes=80, seed=1)
    assert trained.bounds[-1] == pytest.approx(optimum, abs=0.05)


CAPITAL, RUNNING = (16.0, 5.0, 32.0, 2.0), (25.0, 80.0, 6.5, 160.0)
HOURS = np.array([8760.0, 7000.0, 1500.0]) / 8760
LOADS = ((0.9, (0, 3919, 7329, 10315)), (0.1, (0, 7086, 9004, 11169)))


def capacity(
    *, buys: bool, serves: bool, unmet: float, follow: tuple[tuple[float, int], ...]
) -> Node:
    """Capacity bought in a stage is used from the next on."""
    b = Builder()
    before, after, bought = b.columns(4), b.columns(4), b.columns(4, upper=np.inf if buys else 0)
    b.rows((4,), [(after, 1.0), (before, -1.0), (bought, -1.0)], 0, 0)
    noisy, noises = NO_ROWS, SURE
    cost = np.zeros(12)
    cost[bought] = -np.array(CAPITAL)
    if serves:
        runs, lacks = b.columns(4, 3), b.columns(3)
        b.rows((4,), [(runs, 1.0), (before[:, None], -1.0)], -np.inf, 0)
        noisy = b.rows((3,), [(runs.T, 1.0), (lacks[:, None], 1.0)], 0, np.inf)
        cost = np.concatenate([cost, -np.outer(RUNNING, HOURS).ravel(), np.full(3, -unmet)])
        high = np.full(3, np.inf)
        noises = tuple(Noise(p, np.diff(levels).astype(float), high) for p, levels in LOADS)
    return Node(b, cost, before, after, noisy, noises, follow, most=0.0)


@pytest.mark.parametrize(("stages", "optimum"), [(2, 340315.52), (3, 406712.49)])
def test_capacity_expansion(stages: int, optimum: float) -> None:
    unmet = 1e6 if stages == 2 else 1e5
    first = capacity(buys=True, serves=False, unmet=unmet, follow=((1.0, 1),))
    middle = [capacity(buys=True, serves=True, unmet=unmet, follow=((1.0, 2),))] * (stages - 2)
    last = capacity(buys=False, serves=True, unmet=unmet, follow=())
    trained = train([first, *middle, last], np.zeros(4), passes=120, seed=1)
    assert -trained.bounds[-1] == pytest.approx(optimum, abs=0.01)


def test_it_finds_the_exact_value_of_one_reservoir() -> None:
    """Twelve stages, three outcomes each; the recursion over slopes is exact."""
    full, prices = 10.0, [3.0, 1.0, 2.0, 4.0] * 3
    outcomes = [(1 / 3, 0.0), (1 / 3, 2.0), (1 / 3, 5.0)]
    payoffs = [Concave(np.array([0, 2, 4.0]), np.array([0, 2 * p, 3 * p])) for p in prices]
    end = Concave(np.array([0, full]), np.array([0, full / 2]))
    exact = value(payoffs, [outcomes] * 12, full, end)
    nodes = []
    for t, price in enumerate(prices):
        b = Builder()
        before, after = b.columns(1), b.columns(1, upper=full)
        first, second, over = b.columns(1, upper=2), b.columns(1, upper=2), b.columns(1)
        used = [(c, 1.0) for c in (after, first, second, over)]
        rows = b.rows((1,), [*used, (before, -1.0)], 0, 0)
        cost = np.array([0, 0, price, price / 2, 0])
        if t == 11:
            cost[after] = 0.5
        noises = tuple(Noise(p, np.array([w]), np.array([w])) for p, w in outcomes)
        follow = ((1.0, t + 1),) if t < 11 else ()
        nodes.append(Node(b, cost, before, after, rows, noises, follow, most=500))
    trained = train(nodes, np.array([5.0]), passes=300, seed=1)
    assert float(exact(5.0)) <= min(trained.bounds) + 1e-9
    assert trained.bounds[119] == pytest.approx(float(exact(5.0)), rel=1e-4)
    assert trained.bounds[-1] == pytest.approx(float(exact(5.0)), rel=1e-12)


def test_it_stops_when_the_bound_no_longer_moves() -> None:
    nodes = [thermal(0), thermal(1)]
    trained = train(nodes, np.zeros(1), passes=50, seed=1, tolerance=1e-6)
    assert 11 <= len(trained.bounds) < 50
