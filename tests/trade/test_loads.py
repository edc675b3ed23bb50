"""The trucks of a crossing at another trade: held against the demands the folder holds."""

from dataclasses import replace

import pytest

from goldenbridge.errors import FreightError
from goldenbridge.programme.model import Programme
from goldenbridge.site.demand import Demand
from goldenbridge.trade.loads import loaded


def _demand(programme: Programme, name: str) -> Demand:
    return next(one for one in programme.demands if one.id == name)


def _at(programme: Programme, turnover_bn: float, transit: float = 1.0) -> Demand:
    demand = _demand(programme, "karasu-1.7")
    folder = (programme.freight[0], programme.goods, programme.figures)
    return loaded(demand, *folder, turnover_bn=turnover_bn, transit=transit)


@pytest.mark.parametrize(("name", "turnover_bn"), [("karasu-2.0", 2.0), ("karasu-3.0", 3.0)])
def test_it_is_the_demand_the_folder_gives_for_that_trade(
    programme: Programme, name: str, turnover_bn: float
) -> None:
    given, found = _demand(programme, name), _at(programme, turnover_bn)
    for flow, other in zip(given.flows, found.flows, strict=True):
        assert (flow.direction, flow.truck_class, flow.kind) == (
            other.direction,
            other.truck_class,
            other.kind,
        )
        # the folder reckons with one value a tonne and not by goods, and rounds to tenths
        assert other.trucks_per_day == pytest.approx(flow.trucks_per_day, rel=0.025, abs=0.1)


def test_nothing_moved_is_nothing_changed(programme: Programme) -> None:
    today = _demand(programme, "karasu-1.7")
    same = _at(programme, 1.7)
    assert [f.trucks_per_day for f in same.flows] == pytest.approx(
        [f.trucks_per_day for f in today.flows]
    )


def test_transit_moves_transit_and_its_empties(programme: Programme) -> None:
    for before, after in zip(
        _demand(programme, "karasu-1.7").flows, _at(programme, 1.7, 2.0).flows, strict=True
    ):
        grown = after.trucks_per_day / before.trucks_per_day
        if before.kind == "bilateral":
            assert grown == pytest.approx(1.0)
        elif before.kind == "transit":
            assert grown == pytest.approx(2.0)
        else:
            assert 1.0 < grown < 2.0


def test_a_demand_without_a_turnover_is_refused(programme: Programme) -> None:
    bare = replace(_demand(programme, "karasu-1.7"), turnover=None)
    folder = (programme.freight[0], programme.goods, programme.figures)
    with pytest.raises(FreightError, match="found no turnover"):
        loaded(bare, *folder, turnover_bn=2.0, transit=1.0)
