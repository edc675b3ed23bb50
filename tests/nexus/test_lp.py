"""Warm re-solves and lean programmes against the plain one solved from nothing."""

import numpy as np
import pytest

from goldenbridge.nexus.ending import needed, water_value
from goldenbridge.nexus.lp import Programme
from goldenbridge.nexus.members import draw
from goldenbridge.nexus.model import Cuts
from goldenbridge.nexus.plans import Solver, first_reference
from goldenbridge.programme.model import Programme as Folder

WEIGHTS = (0.5, 0.25, 0.02, 1e-3, 0.9, 0.6)


@pytest.fixture(scope="module")
def end(programme: Folder) -> Cuts:
    return water_value(programme.basins[0], seed=3, months=12, passes=30)


def test_warm_solves_along_the_frontier_find_what_cold_ones_find(
    programme: Folder, end: Cuts
) -> None:
    basin = programme.basins[0]
    flows = draw(basin, members=8, seed=3)
    at = first_reference(basin, flows)
    warm = Solver.of(basin, flows, at, swaps=["kg-kz"], agreed=True, end=end)
    for weight in WEIGHTS:
        weights = {"KG": weight, "KZ": 1 - weight}
        cold = Programme(warm.model.builder).maximise(warm.model.objective(weights))
        assert warm.best(weights).objective == pytest.approx(cold.objective, rel=1e-6)


def test_a_bound_that_moves_is_kept_by_the_next_warm_solve(programme: Folder) -> None:
    basin = programme.basins[0]
    flows = draw(basin, members=3, seed=3)
    warm = Solver.of(basin, flows, first_reference(basin, flows))
    warm.best({"KG": 1.0})
    spilled = warm.model.columns["spilled"]
    warm.programme.bound_columns(spilled, 20.0, 30.0)
    again = warm.best({"KZ": 1.0})
    assert again.columns[spilled].min() >= 20 - 1e-7
    cold = Solver.of(basin, flows, first_reference(basin, flows))
    cold.programme.bound_columns(spilled, 20.0, 30.0)
    assert again.objective == pytest.approx(cold.best({"KZ": 1.0}).objective, rel=1e-9)


def test_cuts_left_out_change_no_value_within_the_volumes() -> None:
    rng = np.random.default_rng(5)
    slopes = rng.normal(size=(60, 2))
    cuts = Cuts((slopes**2).sum(axis=1) + rng.gamma(1, 0.3, 60), slopes)
    low, high = np.array([-1.0, 0.0]), np.array([1.0, 1.5])
    fewer = needed(cuts, low, high)
    assert len(fewer.levels) < len(cuts.levels)
    volumes = low + rng.random((5000, 2)) * (high - low)
    whole, part = ((c.levels + volumes @ c.slopes.T).min(axis=1) for c in (cuts, fewer))
    np.testing.assert_allclose(part, whole, atol=1e-7)
    again = needed(fewer, low, high)
    assert len(again.levels) == len(fewer.levels)


def test_a_single_cut_stays() -> None:
    one = Cuts(np.array([1.0]), np.array([[2.0]]))
    assert needed(one, np.zeros(1), np.ones(1)).levels.tolist() == [1.0]
