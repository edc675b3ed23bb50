"""Another share of the trucks is sent to a check."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.errors import SiteError
from goldenbridge.site.demand import Demand, Flow
from goldenbridge.site.routes import Leg, Route
from goldenbridge.site.shares import MOST, largest_share, sent, share_sent
from goldenbridge.site.site import Site
from goldenbridge.site.stations import Direction, TruckClass

SITE = Site(
    id="s",
    name="S",
    time_zone="UTC",
    directions=(Direction(id="north", name="north"), Direction(id="south", name="south")),
    classes=(TruckClass(id="any", name="any", priority=0),),
    routes=(
        Route(
            direction="north",
            legs=(
                Leg(after="in", to="gate"),
                Leg(after="gate", to="check", share=0.2),
                Leg(after="gate", to="papers", share=0.1),
                Leg(after="gate", to="out", share=0.7),
                Leg(after="check", to="out"),
                Leg(after="papers", to="out"),
            ),
        ),
        Route(direction="south", legs=(Leg(after="in", to="gate"), Leg(after="gate", to="out"))),
    ),
)
FLOW = Flow(direction="north", truck_class="any", kind="bilateral", trucks_per_day=80.0)
DEMAND = Demand(
    id="d", site="s", title="", flows=(FLOW, replace(FLOW, direction="south", trucks_per_day=900.0))
)


def _shares(site: Site, after: str) -> dict[str, float | None]:
    return {leg.to: leg.share for leg in site.routes[0].legs if leg.after == after}


def test_the_share_is_of_the_trucks_that_come_that_way() -> None:
    assert share_sent(SITE, DEMAND, "check") == pytest.approx(0.2)
    assert share_sent(SITE, DEMAND, "gate") == pytest.approx(1.0)
    assert share_sent(SITE, DEMAND, "nowhere") == 0.0


def test_what_is_sent_more_is_taken_from_the_others_in_proportion() -> None:
    twice = sent(SITE, "check", 2.0)
    assert _shares(twice, "gate") == pytest.approx({"check": 0.4, "papers": 0.075, "out": 0.525})
    assert twice.routes[1] == SITE.routes[1]
    assert largest_share(twice, "check") == pytest.approx(0.4)


@given(st.floats(0.0, MOST / 0.2))
def test_shares_sum_to_one_and_a_factor_is_a_factor(factor: float) -> None:
    changed = sent(SITE, "check", factor)
    assert sum(share or 0.0 for share in _shares(changed, "gate").values()) == pytest.approx(1.0)
    assert share_sent(changed, DEMAND, "check") == pytest.approx(0.2 * factor)


@pytest.mark.parametrize(("station", "factor"), [("check", 4.9), ("check", -0.1), ("gate", 1.0)])
def test_what_cannot_be_sent_is_told(station: str, factor: float) -> None:
    with pytest.raises(SiteError, match="allowed: a factor from 0 to"):
        sent(SITE, station, factor)
