"""Where trucks stand on the fullest day, against what must hold of any record."""

from collections.abc import Callable

import pytest

from goldenbridge.border.peak_day import STEP_MIN, peak_day
from goldenbridge.border.simulation import simulate
from goldenbridge.site.demand import Demand
from goldenbridge.site.distributions import Service
from goldenbridge.site.site import Site

Make = Callable[..., tuple[Site, Demand]]


def test_a_truck_is_seen_once_where_its_work_takes_as_long_as_a_step(site_of: Make) -> None:
    service = Service(kind="deterministic", mean_min=float(STEP_MIN))
    found = peak_day(*site_of({"s": {"service": service, "staff": 60}}, {"a": 0.5}), seed=3, days=9)
    assert not any(found.waiting["s"])
    assert found.trucks > 720  # more than on an average day
    assert sum(found.working["s"]) == pytest.approx(found.trucks, abs=15)


def test_on_a_single_day_those_in_line_are_the_queue_of_its_hours(site_of: Make) -> None:
    service = Service(kind="exponential", mean_min=10.0)
    pair = site_of({"s": {"service": service, "staff": 1}}, {"a": 0.08})
    found = peak_day(*pair, seed=3, days=300)
    assert max(found.working["s"]) == 1
    usual = simulate(*pair, days=300, replications=1, warmup_days=0.0, seed=3)
    assert sum(found.waiting["s"]) / len(found.waiting["s"]) > usual.queue[0].mean()
