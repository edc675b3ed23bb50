"""A site is a value: changes make new ones."""

from dataclasses import replace

import pytest

from goldenbridge.site.demand import Demand
from goldenbridge.site.distributions import Distribution, Service
from goldenbridge.site.scenario import (
    DemandChange,
    Scenario,
    ServiceChange,
    StaffChange,
    StationChange,
)
from goldenbridge.site.site import Site

Pair = tuple[Site, Demand]


def test_staff_is_one_number_or_one_for_each_span(border_year: Pair) -> None:
    site, _ = border_year
    always = site.with_staff("docs", 12).pool("docs").shifts
    assert [(s.from_h, s.to_h, s.staff) for s in always] == [(0, 24, 12)]
    spans = site.with_staff("docs", {"06-14.5": 30, "14.5-06": 10}).pool("docs").shifts
    assert [(s.from_h, s.to_h, s.staff) for s in spans] == [(6, 14.5, 30), (14.5, 6, 10)]
    assert site.pool("docs").shifts[0].staff == 29
    with pytest.raises(KeyError, match="none"):
        site.with_staff("none", 1)


def test_the_service_of_a_class_comes_before_that_of_all(border_year: Pair) -> None:
    docs = border_year[0].station("docs")
    own = Service(kind="exponential", mean_min=3, classes=("priority",))
    both = replace(docs, services=(*docs.services, own))
    assert both.service("priority") is own
    assert both.service("general") is docs.services[0]
    with pytest.raises(KeyError, match="general"):
        replace(docs, services=(own,)).service("general")


@pytest.mark.parametrize(
    ("one", "mean"),
    [
        (Distribution(kind="lognormal", mean_min=3.0, cv=1.0), 3),
        (Distribution(kind="uniform", low=1.0, high=2.0), 1.5),
        (Distribution(kind="triangular", low=1.0, mode=2.0, high=6.0), 3),
        (Distribution(kind="empirical", values=(1.0, 3.0)), 2),
    ],
)
def test_means(one: Distribution, mean: float) -> None:
    assert one.mean == mean


def test_a_scenario_changes_what_it_names(border_year: Pair) -> None:
    site, demand = border_year
    scenario = Scenario(
        id="s",
        site="x",
        title="t",
        staff=(
            StaffChange(pool="docs", from_h=0, to_h=12, staff=9),
            StaffChange(pool="docs", from_h=12, to_h=24, staff=8),
        ),
        services=(ServiceChange(station="gate", kind="exponential", mean_min=1),),
        stations=(StationChange(station="docs", lanes=7),),
        demand=(
            DemandChange(kind="transit", factor=2),
            DemandChange(truck_class="general", factor=3),
            DemandChange(direction="elsewhere", factor=5),
        ),
    )
    new, more = scenario.of(site, demand)
    assert [s.staff for s in new.pool("docs").shifts] == [9, 8]
    assert new.station("gate").services == (Service(kind="exponential", mean_min=1),)
    assert new.station("docs").lanes == 7
    assert new.station("docs").places is None
    assert [flow.trucks_per_day for flow in more.flows] == [0.55 * 1440 * 2, 1.65 * 1440 * 6]
    assert new.pool("gate") == site.pool("gate")
    same = Scenario(id="s", site="x", title="t")
    assert same.of(site, demand) == (site, demand)
