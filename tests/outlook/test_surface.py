"""Times by load and service factor: exact tables, queues with a formula, a small site."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from goldenbridge.border.samples import on_threads
from goldenbridge.errors import LoopError, SiteError
from goldenbridge.outlook.monotone import cubics, isotonic
from goldenbridge.outlook.surface import Surface, patient, slowed, surfaces
from goldenbridge.outlook.times import ByGroup, surface_times
from goldenbridge.site.demand import Demand
from goldenbridge.site.distributions import Distribution, Service
from goldenbridge.site.site import Site
from goldenbridge.site.stations import Yard

Make = Callable[..., tuple[Site, Demand]]

LOADS = np.array([20.0, 60, 100, 150, 200, 260, 330])
FACTORS = np.array([0.5, 1.0, 2.0])
DAILY = 240.0
"""Trucks a day one lane of 6 minutes a truck serves."""

tables = arrays(np.float64, (6, 4), elements=st.floats(-3, 3))


def power_law(work: np.ndarray, factor: np.ndarray) -> np.ndarray:
    """Hours in proportion to the factor and to work^0.7: a queue whose unit of time changes."""
    return factor * 0.01 * work**0.7


def power_table() -> np.ndarray:
    return power_law(LOADS[:, None], FACTORS[None, :])


def queue(site_of: Make, *, load: float = 120.0, **options: object) -> tuple[Site, Demand]:
    """One lane, exponential service of 6 minutes."""
    service = Service(kind="exponential", mean_min=6.0)
    return site_of({"lane": {"service": service, "staff": 1, **options}}, {"any": load / 1440})


# the interpolation


def test_a_power_law_is_met_between_the_points_and_beyond_the_factors() -> None:
    factor = np.array([0.2, 0.5, 0.7, 1.0, 1.6, 2.0, 3.1])
    times = surface_times(LOADS, FACTORS, (power_table(), 3 * power_table()), factor)
    work = np.array([20.0, 33, 60, 99, 180, 259, 330])
    np.testing.assert_allclose(times.mean_h(work / factor), power_law(work, factor), rtol=1e-12)
    np.testing.assert_allclose(times.p95_h(work / factor), 3 * power_law(work, factor), rtol=1e-12)


def test_below_the_grid_the_time_stays_and_above_it_goes_on_along_the_tangent() -> None:
    times = surface_times(LOADS, FACTORS, (power_table(),) * 2, 1.0)
    low, high, far = times.mean_h(np.array([0.0, 330, 660]))
    assert low == pytest.approx(power_law(LOADS[0], np.array(1.0)))
    # the tangent of a power law at its end: slope 0.7 W / work, as far again as the end itself
    assert far == pytest.approx(high * 1.7)


def test_one_factor_is_enough() -> None:
    times = surface_times(LOADS, np.array([1.0]), (power_table()[:, 1:2],) * 2, 2.0)
    assert times.mean_h(np.array([50.0]))[0] == pytest.approx(power_law(np.array(100.0), 2.0))


@given(tables, st.data())
def test_time_never_falls_with_load_or_factor(noise: np.ndarray, data: st.DataObject) -> None:
    table = np.exp(isotonic(noise))
    loads, factors = np.geomspace(10, 300, 6), np.array([0.5, 0.9, 1.0, 2.0])
    numbers = st.lists(st.floats(1, 900), min_size=2, max_size=8)
    load = np.sort(data.draw(numbers))
    factor = data.draw(st.floats(0.1, 5))
    along = surface_times(loads, factors, (table, table), factor).mean_h(load)
    assert np.all(np.diff(along) >= -1e-9 * along[1:])
    slower = np.sort(data.draw(st.lists(st.floats(0.1, 5), min_size=2, max_size=8)))
    across = surface_times(loads, factors, (table, table), slower).mean_h(np.full(slower.size, 77))
    assert np.all(np.diff(across) >= -1e-9 * across[1:])


@pytest.mark.parametrize("factor", [0.0, -1.0, np.nan, np.inf, [[1.0]]])
def test_factors_that_are_none_are_refused(factor: float) -> None:
    with pytest.raises(LoopError, match=r"service factor: found .*; allowed: above 0"):
        surface_times(LOADS, FACTORS, (power_table(),) * 2, factor)


def test_groups_take_the_time_of_their_way() -> None:
    slow = surface_times(LOADS, FACTORS, (power_table(),) * 2, 2.0)
    fast = surface_times(LOADS, FACTORS, (power_table(),) * 2, 1.0)
    both = ByGroup((fast, slow), np.array([1, 0, 1]))
    load = np.array([50.0, 60])
    expected = np.stack([slow.mean_h(load), fast.mean_h(load), slow.mean_h(load)], axis=-1)
    np.testing.assert_array_equal(both.mean_h(load), expected)
    np.testing.assert_array_equal(both.p95_h(load), expected)


# tables that only rise


def test_violators_are_pooled_along_both_axes() -> None:
    np.testing.assert_allclose(isotonic(np.array([[1.0], [3], [2], [4]])).T, [[1, 2.5, 2.5, 4]])
    np.testing.assert_allclose(isotonic(np.array([[2.0, 1.0]])), [[1.5, 1.5]])
    # by symmetry the nearest rising table to a lone peak at the start is its mean everywhere
    np.testing.assert_allclose(isotonic(np.array([[4.0, 0], [0, 0]])), np.ones((2, 2)), atol=1e-9)


@given(tables)
def test_the_nearest_rising_table(noise: np.ndarray) -> None:
    found = isotonic(noise)
    assert np.all(np.diff(found, axis=0) >= 0)
    assert np.all(np.diff(found, axis=1) >= 0)
    np.testing.assert_allclose(isotonic(found), found, atol=1e-9)
    # a projection on a cone: what is cut off is at right angles to what is left
    assert float(((noise - found) * found).sum()) == pytest.approx(0, abs=1e-6)
    assert noise.sum() == pytest.approx(found.sum(), abs=1e-6)


def test_cubics_meet_a_line_and_stay_flat_at_a_turn() -> None:
    x = np.array([0.0, 1, 3, 4])
    np.testing.assert_allclose(cubics(x, 2 * x)[1:], [[2] * 3, [0] * 3, [0] * 3], atol=1e-15)
    assert cubics(x, np.array([0.0, 1, 1, 0]))[1].tolist() == [1, 0, 0]


# the simulated grid


def test_a_queue_with_a_formula(site_of: Make) -> None:
    """M/M/1: the mean time in the system is 1 / (μ - λ) at any factor (Erlang 1909)."""
    site, demand = queue(site_of)
    found = surfaces(site, demand, loads=[60, 120, 168], factors=[0.5, 1, 2], days=300, seed=1)[""]
    expected = found.factors[None, :] * 24 / (DAILY - found.loads[:, None])
    np.testing.assert_allclose(found.mean_h, expected, rtol=0.06)
    # exponential: the 95th percentile is log 20 times the mean
    np.testing.assert_allclose(found.p95_h, np.log(20) * expected, rtol=0.08)
    assert not found.overloaded.any()
    assert not found.refused.any()
    assert np.all(found.mean_half_h < 0.2 * found.mean_h)
    assert found.corrected < 0.02


def test_overload_is_a_queue_that_grows_to_the_end(site_of: Make) -> None:
    """At twice what it serves the truck served at t came at t / 2: a quarter of the run."""
    site, demand = queue(site_of)
    found = surfaces(site, demand, loads=[60, 480], factors=[1], days=50, warmup_days=0)[""]
    assert found.mean_h[1, 0] == pytest.approx(50 * 24 / 4, rel=0.03)
    assert found.unserved[1, 0] == pytest.approx(0.5, abs=0.02)
    assert found.overloaded.tolist() == [[False], [True]]


def test_same_trucks_everywhere_and_on_any_number_of_threads(site_of: Make) -> None:
    site, demand = queue(site_of)
    told: list[tuple[int, int]] = []

    def made(threads: int) -> Surface:
        return surfaces(
            site, demand, factors=(1, 2), days=10, replications=3, mapper=on_threads(threads),
            progress=lambda *at: told.append(at),
        )[""]  # fmt: skip

    one, two = made(1), made(2)
    for name in ("loads", "mean_h", "p95_h", "mean_half_h", "unserved"):
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name))
    assert told == [(1, 2), (2, 2)] * 2
    assert one.loads[0] == pytest.approx(0.3 * 120)
    # the same trucks at half the speed: what changes is the unit of time, and the run is half
    assert one.mean_h[2, 1] == pytest.approx(2 * one.mean_h[2, 0], rel=0.25)
    assert (one.days, one.replications, one.seed) == (10, 3, 7)
    assert one.at(1.0).mean_h(one.loads)[3] == pytest.approx(one.mean_h[3, 0])


def test_one_replication_has_no_half_width(site_of: Make) -> None:
    found = surfaces(*queue(site_of), loads=[50, 100], factors=[1], days=5, replications=1)[""]
    assert np.isinf(found.mean_half_h).all()


def test_each_direction_that_trucks_take_has_a_surface(site_of: Make) -> None:
    service = Service(kind="deterministic", mean_min=6.0)
    site, demand = site_of({"lane": {"service": service, "staff": 50}}, {"any": 0.1})
    two = replace(site, directions=(*site.directions, replace(site.directions[0], id="back")))
    found = surfaces(two, demand, loads=[20, 40], factors=[1], days=5)
    assert set(found) == {"", "d"}
    np.testing.assert_allclose(found["d"].mean_h, 0.1, rtol=1e-4)
    with pytest.raises(LoopError, match=r"found no truck at 0.002 trucks a day, factor 1; allowed"):
        surfaces(site, demand, loads=[0.001, 0.002], factors=[1], days=5)


def test_nobody_turns_back(site_of: Make) -> None:
    impatient = Distribution(kind="deterministic", mean_min=1.0)
    service = Service(kind="empirical", values=(3.0, 9.0))
    lane = {"service": service, "staff": 1, "places": 2, "full": "balk"}
    site, demand = site_of(
        {"lane": lane},
        {"any": 480 / 1440},
        patience=impatient,
        yards=(Yard(id="y", stations=("lane",), trucks=2, full="balk"),),
    )
    calm = patient(site)
    assert (calm.classes[0].patience, calm.stations[0].places, calm.yards) == ((), None, ())
    assert slowed(calm, 2.0).stations[0].services[0].values == (6.0, 18.0)
    found = surfaces(site, demand, loads=[60, 480], factors=[1], days=40, warmup_days=0)[""]
    assert found.mean_h[1, 0] == pytest.approx(40 * 24 / 4, rel=0.05)


def test_limits_that_block_stay(site_of: Make) -> None:
    site, _ = queue(site_of, places=3, full="block")
    assert patient(site) == site


# bad input


def test_overload_at_every_load(site_of: Make) -> None:
    with pytest.raises(LoopError, match=r"overload at every load, with \d+% .* allowed: a least"):
        surfaces(*queue(site_of), loads=[480, 700], factors=[1, 2], days=20)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"loads": [10]}, r"loads: found \[10.\]; allowed: 2 or more"),
        ({"loads": [20, 10]}, "loads: found .* each above the one before"),
        ({"loads": [0, 10]}, "loads: found .*above 0"),
        ({"loads": [1, np.nan]}, "loads: found"),
        ({"factors": []}, "factors: found .* 1 or more"),
        ({"factors": [-1, 1]}, "factors: found .*above 0"),
        ({"replications": 0}, "found 0 replications; allowed: 1 or more"),
    ],
)
def test_grids_that_are_none(site_of: Make, options: dict[str, object], message: str) -> None:
    with pytest.raises(LoopError, match=message):
        surfaces(*queue(site_of), days=2, **options)


def test_a_demand_without_trucks(site_of: Make) -> None:
    with pytest.raises(LoopError, match="demand y: found no trucks a day"):
        surfaces(*queue(site_of, load=0.0))


def test_a_site_that_cannot_be_simulated(site_of: Make) -> None:
    site, demand = queue(site_of, batch=1, batch_wait_min=1.0)
    with pytest.raises(SiteError, match="batch"):
        surfaces(site, demand)
