"""Replications, and grids of them, on a cluster of two processes."""

from collections.abc import Iterator

import pytest
from tests.border.design.small import generated, judge

from goldenbridge.border.cluster import on_cluster
from goldenbridge.border.design.search import Search
from goldenbridge.border.simulation import simulate
from goldenbridge.errors import ClusterError
from goldenbridge.outlook.surface import surfaces
from goldenbridge.programme.model import Programme

distributed = pytest.importorskip("distributed", reason="Dask is missing: pip install '.[test]'")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_gives_the_same_numbers_as_this_machine(
    programme: Programme, address: str
) -> None:
    site = programme.sites[0]
    demand = next(d for d in programme.demands if d.site == site.id)
    asked = {"days": 14, "replications": 4, "seed": 3, "warmup_days": 2.0}
    here = simulate(site, demand, **asked)
    there = simulate(site, demand, mapper=on_cluster(address), **asked)
    assert there.dwell == here.dwell
    assert there.queue.tobytes() == here.queue.tobytes()


def test_a_surface_is_spread_over_loads_and_replications(
    programme: Programme, address: str
) -> None:
    site = next(s for s in programme.sites if s.id == "kegen")
    demand = next(d for d in programme.demands if d.site == site.id)
    asked = {"loads": [5.0, 50.0], "factors": [1.0], "days": 14, "replications": 2}
    here = surfaces(site, demand, **asked)
    there = surfaces(site, demand, mapper=on_cluster(address), **asked)
    assert set(there) == set(here)
    for way, one in here.items():
        assert there[way].mean_h.tobytes() == one.mean_h.tobytes()


def test_a_design_is_the_same_on_a_cluster(address: str) -> None:
    problem = generated(3)
    here, there = judge(problem), judge(problem)
    there.mapper = on_cluster(address)
    found, again = Search(problem, here).run(), Search(problem, there).run()
    assert found is not None
    assert again is not None
    assert (found.levels, found.verdict, found.cuts) == (again.levels, again.verdict, again.cuts)
    assert here.rows == there.rows


def test_a_scheduler_that_does_not_answer_is_named() -> None:
    with pytest.raises(ClusterError, match=r"tcp://127\.0\.0\.1:9"):
        on_cluster("tcp://127.0.0.1:9", timeout_s=0.5)
