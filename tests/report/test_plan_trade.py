"""What a plan brings to trade: held against the scenarios of the folder."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from goldenbridge.outlook.surface import Surface
from goldenbridge.programme.model import Programme
from goldenbridge.report import facts as facts_of
from goldenbridge.report import loop
from goldenbridge.report.facts import Facts, Size, gather
from goldenbridge.report.loop import HERE, grid_surfaces, made_surfaces
from goldenbridge.report.plan_trade import planned

SEED = 2025


@pytest.fixture(scope="module", autouse=True)
def _coarse() -> Iterator[None]:
    """A coarse grid and no other simulation: what is compared is the same, in seconds."""
    grid = loop.Grid((0.4, 0.9, 1.1, 1.6, 2.6), (1.0,), 1, 300, 0, 50)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(loop.GRIDS, Size.BRIEF, grid)
        patch.setattr(facts_of, "_bargains", lambda *_: ())
        patch.setattr(facts_of, "_crossings", lambda *_: ())
        yield


@pytest.fixture(scope="module")
def facts(programme: Programme) -> Facts:
    one = replace(
        programme,
        scenarios=tuple(s for s in programme.scenarios if s.id == "dry-season"),
        freight=(replace(programme.freight[0], crossings=(), choice_per_hour=""),),
    )
    return gather(one, as_of=one.latest_record, seed=SEED, size=Size.BRIEF)


def _today(facts: Facts) -> tuple[dict[str, Surface], float]:
    found = loop.ground(facts, 300)
    assert found is not None
    surfaces = grid_surfaces(found.site, found.demand, loop.GRIDS[Size.BRIEF], SEED, HERE)
    return surfaces, sum(flow.trucks_per_day for flow in found.demand.flows)


def test_nothing_moved_is_the_scenario_without_measures(facts: Facts) -> None:
    told = loop.scenarios(facts, Size.BRIEF)
    assert told is not None
    still = {o.reporter: o for o in told.outcomes if o.scenario == "as-now"}
    for one in planned(facts, *_today(facts)):
        assert one.chance == one.chance_before == still[one.reporter].probability
        assert one.before_usd == still[one.reporter].turnover_usd
        assert one.turnover_usd == pytest.approx(one.before_usd, rel=1e-12)
        assert (one.target_usd, one.year) == (told.target_usd, told.year)
        assert one.gained_usd == pytest.approx((0.0, 0.0, 0.0), abs=1.0)


def test_growth_moves_every_draw_and_transit_takes_room(facts: Facts) -> None:
    surfaces, trucks = _today(facts)
    grown = planned(facts, surfaces, trucks, growth=0.02)
    crowded = planned(facts, surfaces, trucks, transit=3.0)
    for up, down in zip(grown, crowded, strict=True):
        assert up.gained_usd.low > 0
        assert up.chance >= up.chance_before
        assert down.gained_usd.high <= 0
        assert down.turnover_usd.median < down.before_usd.median


def test_a_faster_crossing_brings_trade(facts: Facts) -> None:
    found = loop.ground(facts, 300)
    assert found is not None
    windows = found.site
    for pool in found.site.pools:
        shifts = tuple(replace(shift, staff=3 * shift.staff) for shift in pool.shifts)
        windows = windows.with_pool(replace(pool, shifts=shifts))
    grid = loop.GRIDS[Size.BRIEF]
    surfaces = made_surfaces(windows, found.demand, grid, SEED, HERE)
    for one in planned(facts, surfaces, _today(facts)[1]):
        assert one.gained_usd.median > 0
        assert one.chance >= one.chance_before


def test_an_earlier_day_has_no_outlook(facts: Facts) -> None:
    surfaces, trucks = _today(facts)
    earlier = replace(facts, as_of=facts.programme.commitments[0].made_on.start)
    assert planned(earlier, surfaces, trucks) == ()
