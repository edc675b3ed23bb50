"""Replications: how many, from when on, side by side, and what Ctrl-C leaves."""

import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import numpy as np
import pytest

from goldenbridge.border.experiment import compare
from goldenbridge.border.results import estimate
from goldenbridge.border.samples import Job, Sample, on_threads
from goldenbridge.border.simulation import HalfWidth, simulate, warmup
from goldenbridge.errors import SiteError
from goldenbridge.site.demand import Demand
from goldenbridge.site.distributions import Service
from goldenbridge.site.site import Site

Pair = tuple[Site, Demand]


@pytest.fixture(scope="module")
def queue(site_of: Callable[..., Pair]) -> Pair:
    """M/M/1 at load 0.8, ten minutes a truck."""
    names = {"s": {"service": Service(kind="exponential", mean_min=10.0), "staff": 1}}
    return site_of(names, {"a": 0.08})


def test_the_interval_holds_the_exact_mean(queue: Pair) -> None:
    result = simulate(*queue, days=200, replications=24, warmup_days=1.0)
    mean = result.overall.mean
    assert abs(mean.value - 50) < 2 * mean.half_width
    assert result.waits[0].mean.value == pytest.approx(mean.value - 10, rel=0.01)
    assert np.nanmean(result.utilisation[0]) == pytest.approx(0.8, rel=0.02)
    assert result.queue[0].mean() == pytest.approx(3.2, rel=0.06)
    assert result.throughput.value == pytest.approx(115.2, rel=0.01)
    assert result.turned_away.value == 0
    assert result.refused == 0
    assert result.stations == ("s",)


def test_it_stops_when_it_is_exact_enough(queue: Pair) -> None:
    told: list[tuple[int, int]] = []
    result = simulate(
        *queue,
        days=100,
        replications=64,
        stop=HalfWidth(0.1),
        warmup_days=0.0,
        progress=lambda done, of: told.append((done, of)),
    )
    assert result.replications < 64
    assert result.overall.mean.relative <= 0.1
    assert told[-1] == (result.replications, 64)
    longer = simulate(*queue, days=100, replications=16, warmup_days=0.0)
    assert longer.replications == 16


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_half_width_is_a_share(share: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        HalfWidth(share)


def test_one_long_run_is_cut_into_batches(queue: Pair) -> None:
    result = simulate(*queue, days=2000, replications=1, seed=2)
    mean = result.overall.mean
    assert 0 < mean.half_width < 10
    assert abs(mean.value - 50) < 2 * mean.half_width


def test_warm_up_is_cut_off() -> None:
    rng = np.random.default_rng(1)
    steady = rng.normal(100, 3, 400)
    falling = steady + 80 * np.exp(-np.arange(400) / 12)
    assert warmup(steady) <= 100
    assert 30 <= warmup(falling) <= 100
    assert warmup(steady[:9]) == 0


def test_ctrl_c_leaves_what_is_done(queue: Pair) -> None:
    threads = on_threads(1)
    calls = []

    def interrupted(work: Callable[[Job], Sample], jobs: Iterable[Job]) -> Iterator[Sample]:
        calls.append(1)
        yield from islice(threads(work, jobs), 8 if len(calls) == 1 else 3)
        if len(calls) > 1:
            raise KeyboardInterrupt

    result = simulate(*queue, days=5, replications=32, warmup_days=0.0, mapper=interrupted)
    assert result.replications == 11
    calls.append(1)
    with pytest.raises(KeyboardInterrupt):
        simulate(
            *queue,
            days=5,
            replications=32,
            warmup_days=0.0,
            mapper=lambda *_: (_ for _ in ()).throw(KeyboardInterrupt),
        )


def test_the_same_seed_gives_the_same_result(queue: Pair) -> None:
    one, two = (simulate(*queue, days=20, replications=9, mapper=on_threads(n)) for n in (1, 3))
    assert one.overall == two.overall
    assert one.waits == two.waits
    assert np.array_equal(one.queue, two.queue)


def test_paired_plans_need_fewer_replications(border_year: Pair) -> None:
    """One more document officer by day; independent runs would need several times as many."""
    site, demand = border_year
    more = site.with_staff("docs", {"22-06": 12, "06-22": 30})
    difference = compare((site, demand), (more, demand), days=28, replications=24)
    assert difference.mean.value + difference.mean.half_width < 0
    assert difference.variance_ratio > 4
    assert difference.second.value - difference.first.value == pytest.approx(difference.mean.value)
    nothing = compare((site, demand), (site, demand), days=2, replications=3)
    assert nothing.mean.value == 0
    assert nothing.variance_ratio == np.inf


def test_what_cannot_be_simulated(queue: Pair) -> None:
    site, demand = queue
    with pytest.raises(SiteError, match="no staff at any hour"):
        simulate(site.with_staff("s", 0), demand)
    with pytest.raises(SiteError, match="36525"):
        simulate(site, demand, days=40000, warmup_days=0.0)
    with pytest.raises(ValueError, match="1 or more"):
        simulate(site, demand, replications=0)
    with pytest.raises(ValueError, match="2 or more"):
        compare(queue, queue, replications=1)


def test_estimates_of_little() -> None:
    assert np.isnan(estimate(np.array([np.nan])).value)
    assert estimate(np.array([2.0])).half_width == np.inf
    assert estimate(np.array([0.0, 0.0])).relative == np.inf
    # Student's t with two degrees of freedom: 4.302653
    assert estimate(np.array([1.0, 2.0, 3.0])).half_width == pytest.approx(4.302653 / 3**0.5)


def test_numba_waits_until_something_runs() -> None:
    probe = (
        "import sys, goldenbridge.border.simulation, goldenbridge.border.whatif, "
        "goldenbridge.programme.folder; sys.exit('numba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0
