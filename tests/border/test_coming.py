"""Trucks that are due hour by hour meet what arithmetic says."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from goldenbridge.border.coming import Coming, Group, model_of, times
from goldenbridge.border.results import estimate
from goldenbridge.border.simulation import simulate
from goldenbridge.border.tables import WEEK_H
from goldenbridge.errors import SiteError
from goldenbridge.site.demand import Demand
from goldenbridge.site.distributions import Service
from goldenbridge.site.site import Site

MONDAY = date(2026, 3, 2)
MAKE = Callable[..., tuple[Site, Demand]]


def due(number: int, hour: int = 9) -> np.ndarray:
    slots = np.zeros(WEEK_H, np.int64)
    slots[hour] = number
    return slots


@pytest.mark.parametrize(("lanes", "mean"), [(2, 10.0), (1, 10 + 5 * 11 / 2)])
def test_twelve_trucks_five_minutes_apart(site_of: MAKE, lanes: int, mean: float) -> None:
    site, _ = site_of(
        {"gate": {"service": Service(kind="deterministic", mean_min=10), "staff": lanes}},
        {"a": 0.1},
    )
    model = model_of(site, Coming((Group(("d", "a"), due(12)),), {}), start=MONDAY, days=1, rows=24)
    found = times(model, replications=2, seed=1)
    assert found.trucks[:, 9].tolist() == [12, 12]
    assert found.trucks.sum() == 24
    assert found.mean_min(slice(9, 10)) == pytest.approx([mean, mean], abs=1e-4)
    assert found.kept(slice(9, 10)).tolist() == [1, 1]


def test_who_does_not_come_is_not_there_and_who_is_late_comes_later(site_of: MAKE) -> None:
    site, _ = site_of(
        {"gate": {"service": Service(kind="deterministic", mean_min=1), "staff": 5}}, {"a": 0.1}
    )
    groups = (
        Group(("d", "a"), due(40), no_show=1.0),
        Group(("d", "a"), due(3, hour=12), late_min=60),
    )
    found = times(
        model_of(site, Coming(groups, {}), start=MONDAY, days=1, rows=24), replications=1, seed=1
    )
    assert found.trucks[0, 13] == found.trucks.sum() == 3


def test_a_flow_besides_is_the_flow_of_a_demand(site_of: MAKE) -> None:
    site, demand = site_of(
        {"gate": {"service": Service(kind="exponential", mean_min=8), "staff": 2}}, {"a": 0.2}
    )
    besides = {("d", "a"): np.full(WEEK_H, 12.0)}
    model = model_of(site, Coming((), besides), start=MONDAY, days=5, rows=1)
    found = estimate(times(model, replications=16, seed=3).mean_min(slice(0, 1)))
    known = simulate(site, demand, days=5, replications=16, seed=3, start=MONDAY, warmup_days=0)
    assert found.value == pytest.approx(known.overall.mean.value, rel=1e-6)


def test_more_than_a_week_or_255_groups_is_refused(site_of: MAKE) -> None:
    site, _ = site_of(
        {"gate": {"service": Service(kind="deterministic", mean_min=1), "staff": 5}}, {"a": 0.1}
    )
    with pytest.raises(SiteError, match="found 8 days and 0 groups; allowed: 1 to 7 days"):
        model_of(site, Coming((), {}), start=MONDAY, days=8, rows=1)
    many = tuple(Group(("d", "a"), due(1)) for _ in range(256))
    with pytest.raises(SiteError, match="256 groups"):
        model_of(site, Coming(many, {}), start=MONDAY, days=1, rows=1)
