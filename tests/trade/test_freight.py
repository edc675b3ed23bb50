"""Value into trucks: arithmetic, balance, and the days that were counted."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenbridge.errors import FreightError
from goldenbridge.programme.folder import load, shipped
from goldenbridge.programme.model import Programme
from goldenbridge.site.check import demand_flaws
from goldenbridge.site.demand import FLOW_KINDS, Demand, Profile
from goldenbridge.site.figures import Figure
from goldenbridge.trade.crossing import Crossing, demand
from goldenbridge.trade.freight import DAYS, Trucks, average, empties, season, trucks
from goldenbridge.trade.goods import Freight, Good, Way
from goldenbridge.trade.goods_check import ends
from goldenbridge.trade.mix import Mix, as_given, draw_figure, drawn, triangular

YEAR = (14, 15, 17, 17, 16, 16, 19, 24, 26, 28, 27, 21)
WAYS = ("to-kz", "to-kg")


def figure(name: str, value: float, low: float | None = None, high: float | None = None) -> Figure:
    return Figure(id=name, value=value, low=low, high=high, unit="any", basis="assumed")


AGGREGATE = {
    "whole": figure("whole", 1),
    "price": figure("price", 900, 450, 3470),
    "load": figure("load", 18, 15, 20),
    "road": figure("road", 0.85, 0.7, 0.95),
    "north": figure("north", 0.32, 0.3, 0.35),
    "transit-north": figure("transit-north", 150, 45, 220),
    "transit-south": figure("transit-south", 190, 55, 280),
    "both": figure("both", 0.35, 0.1, 0.8),
}
"""The figures the demands of `border.toml` were worked out from."""


def good(direction: str, **changes: Any) -> Good:
    fields = {
        "id": f"all-{direction}",
        "sector": "other",
        "direction": direction,
        "share": "whole",
        "usd_per_tonne": "price",
        "tonnes_per_truck": "load",
        "road": "road",
        "rest": "rail",
        "months": YEAR,
    }
    return Good(**fields | changes)


FREIGHT = Freight(
    id="all-points",
    loaded_both_ways="both",
    ways=(
        Way(direction="to-kz", share="north", transit="transit-north", months=YEAR),
        Way(direction="to-kg", transit="transit-south", months=YEAR),
    ),
)
ALL_GOODS = (good("to-kz"), good("to-kg"))


def aggregate(**values: float) -> Mix:
    figures = {**AGGREGATE, **{name: figure(name, value) for name, value in values.items()}}
    return as_given(FREIGHT, ALL_GOODS, list(figures.values()))


def day(moved: Trucks, kind: str) -> float:
    return sum(float(moved.day(way, kind)) for way in moved.directions)


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load(shipped()["kazakhstan-kyrgyzstan"])


@pytest.fixture(scope="module")
def mix(programme: Programme) -> Mix:
    return as_given(programme.freight[0], programme.goods, programme.figures)


@pytest.fixture(scope="module")
def draws(programme: Programme) -> Mix:
    return drawn(programme.freight[0], programme.goods, programme.figures, draws=2000, seed=7)


# arithmetic


def test_the_loaded_trucks_of_1_7_billion_are_244_a_day() -> None:
    moved = trucks(1.7e9, aggregate())
    assert day(moved, "bilateral") == pytest.approx(1.7e9 * 0.85 / 900 / 18 / 365, rel=1e-12)
    assert day(moved, "bilateral") == pytest.approx(244.4, abs=0.05)
    assert moved.road_tonnes.sum() == pytest.approx(1.7e9 * 0.85 / 900)
    assert moved.rail_tonnes.sum() == pytest.approx(1.7e9 * 0.15 / 900)
    assert moved.day("to-kz", "bilateral") == pytest.approx(0.32 * 244.38, abs=0.01)


@pytest.mark.parametrize(
    ("turnover", "loaded", "north", "south"),
    [(1.7e9, 244.4, 276.3, 148.3), (2e9, 287.5, 300.8, 157.3), (3e9, 431.3, 382.5, 187.2)],
)
def test_empties_are_those_of_the_notes_of_border_toml(
    turnover: float, loaded: float, north: float, south: float
) -> None:
    moved = trucks(turnover, aggregate())
    assert day(moved, "bilateral") == pytest.approx(loaded, abs=0.1)
    assert moved.day("to-kz", "empty") == pytest.approx(north, abs=0.1)
    assert moved.day("to-kg", "empty") == pytest.approx(south, abs=0.1)


def test_what_goes_by_a_line_needs_no_truck() -> None:
    wire = good("to-kg", id="wire", share="wire", usd_per_tonne="", tonnes_per_truck="", road="")
    wire = replace(wire, rest="line")
    goods = (good("to-kz"), good("to-kg", share="rest"), wire)
    figures = [*AGGREGATE.values(), figure("wire", 0.25), figure("rest", 0.75)]
    moved = trucks(1e9, as_given(FREIGHT, goods, figures))
    assert not moved.bilateral[2].any()
    assert moved.road_tonnes[2] == moved.rail_tonnes[2] == 0
    assert moved.road_tonnes[1] == pytest.approx(1e9 * 0.68 * 0.75 * 0.85 / 900)


def test_months_keep_the_sum_of_a_year_and_the_ratios_of_the_weights() -> None:
    north = trucks(1.7e9, aggregate()).of("to-kz", "bilateral")
    assert north @ DAYS == pytest.approx(1.7e9 * 0.32 * 0.85 / 900 / 18)
    assert north / north[0] == pytest.approx(np.array(YEAR) / YEAR[0])
    assert season(np.ones(12)) == pytest.approx(np.ones(12))


def test_a_lesser_flow_that_is_always_loaded_back_leaves_empties_one_way_only() -> None:
    loaded = np.array([[100.0], [250.0]])
    assert empties(loaded, 1.0).tolist() == [[150.0], [0.0]]
    assert empties(loaded, 0.0).tolist() == [[250.0], [100.0]]


# balance and other laws


def balanced(moved: Trucks) -> None:
    went, came = (sum(moved.of(way, kind) for kind in FLOW_KINDS) for way in moved.directions)
    np.testing.assert_allclose(went, came, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(average(went), average(came), rtol=1e-9, atol=1e-9)


def test_as_many_trucks_go_as_come_in_every_month_and_draw(mix: Mix, draws: Mix) -> None:
    balanced(trucks(1.7e9, mix))
    balanced(trucks(np.linspace(1e9, 3e9, 2000), draws))


numbers = st.floats(0.01, 1)


@settings(max_examples=60, deadline=None)
@given(numbers, numbers, numbers, st.floats(1e7, 1e10), st.lists(numbers, min_size=12, max_size=12))
def test_laws_hold_for_any_mix(
    north: float, road: float, both: float, turnover: float, months: list[float]
) -> None:
    goods = (good("to-kz", months=tuple(months)), good("to-kg"))
    changed = {"north": north, "road": road, "both": both}
    figures = {**AGGREGATE, **{name: figure(name, value) for name, value in changed.items()}}
    one = as_given(FREIGHT, goods, list(figures.values()))
    moved, twice = trucks(turnover, one), trucks(2 * turnover, one)
    balanced(moved)
    assert (moved.empty >= 0).all()
    np.testing.assert_allclose(twice.bilateral, 2 * moved.bilateral)
    np.testing.assert_allclose(twice.transit, moved.transit)
    carried = (moved.road_tonnes + moved.rail_tonnes).sum()
    assert carried == pytest.approx(turnover / 900)
    loaded = np.stack([sum(moved.of(w, k) for k in FLOW_KINDS[:2]) for w in WAYS])
    more = empties(loaded, min(1, both + 0.1)).sum()
    assert more <= moved.empty.sum() + 1e-9


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 1e6), min_size=3, max_size=3).map(sorted))
def test_draws_stay_in_the_range_of_a_figure(corners: list[float]) -> None:
    low, value, high = corners
    found = triangular(figure("any", value, low, high), np.linspace(0, 1, 11))
    assert found.min() >= low - 1e-6
    assert found.max() <= high + 1e-6
    assert (np.diff(found) >= -1e-6).all()


# draws


def test_draws_have_the_mean_of_the_triangle() -> None:
    found = draw_figure(AGGREGATE["price"], draws=40_000, seed=3)
    low, value, high = 450, 900, 3470
    mean = (low + value + high) / 3
    squares = low**2 + value**2 + high**2 - low * value - low * high - value * high
    assert abs(found.mean() - mean) < 4 * (squares / 18 / 40_000) ** 0.5
    assert draw_figure(figure("fixed", 5), draws=3, seed=1).tolist() == [5, 5, 5]


def test_a_draw_is_the_same_in_every_scenario_and_size(programme: Programme, draws: Mix) -> None:
    freight, goods = programme.freight[0], programme.goods
    figures = [
        replace(f, value=0.9, low=0.9, high=0.9) if f.id == "loaded-both-ways" else f
        for f in programme.figures
    ]
    fewer = drawn(freight, goods[::-1], figures[::-1], draws=50, seed=7)
    np.testing.assert_allclose(fewer.usd_per_tonne, draws.usd_per_tonne[:50, ::-1])
    np.testing.assert_allclose(fewer.share, draws.share[:50, ::-1])
    np.testing.assert_allclose(fewer.transit, draws.transit[:50])
    assert set(fewer.loaded_both_ways) == {0.9}
    other = drawn(freight, goods, figures, draws=50, seed=8)
    assert not np.allclose(other.share, fewer.share[:, ::-1])


def test_drawn_shares_are_whole_and_north_has_its_own(programme: Programme, draws: Mix) -> None:
    np.testing.assert_allclose(draws.share.sum(axis=-1), 1)
    north = next(f for f in programme.figures if f.id == "north-share")
    found = draws.share[:, draws.way == 0].sum(axis=-1)
    np.testing.assert_allclose(found, draw_figure(north, draws=2000, seed=7))
    np.testing.assert_allclose(draws.road[:, 0] + draws.rail[:, 0], 1)


def test_prices_move_together(draws: Mix) -> None:
    names = [one.usd_per_tonne for one in draws.goods]
    one, other = (names.index(name) for name in ("price-metal", "price-glass"))
    price, share = draws.usd_per_tonne, draws.share
    moved = np.asarray(np.corrcoef([price[:, one], price[:, other], share[:, 0]]))
    assert 0.3 < moved[0, 1] < 0.6
    assert abs(moved[0, 2]) < 0.1


def test_a_turnover_may_be_drawn_where_the_mix_is_not() -> None:
    moved = trucks([1e9, 2e9], aggregate())
    assert moved.day("to-kz", "bilateral").tolist() == pytest.approx(
        [1e9 * 0.32 * 0.85 / 900 / 18 / 365 * n for n in (1, 2)]
    )
    assert moved.empty.shape == (2, 2, 12)
    balanced(moved.one(1))


def test_the_ways_may_stand_in_any_order() -> None:
    turned = as_given(
        replace(FREIGHT, ways=FREIGHT.ways[::-1]), ALL_GOODS, list(AGGREGATE.values())
    )
    one, other = trucks(1e9, turned), trucks(1e9, aggregate())
    for way in WAYS:
        for kind in FLOW_KINDS:
            np.testing.assert_allclose(one.of(way, kind), other.of(way, kind))


def test_one_draw_is_what_its_figures_give(draws: Mix) -> None:
    turnover = np.linspace(1e9, 2e9, 2000)
    moved = trucks(turnover, draws).one(17)
    k = moved.goods.index("cement-south")
    tonnes = turnover[17] * draws.share[17, k] * draws.road[17, k] / draws.usd_per_tonne[17, k]
    assert moved.road_tonnes[k] == pytest.approx(tonnes)
    expected = tonnes / draws.tonnes_per_truck[17, k] / 365
    assert average(moved.bilateral[k]) == pytest.approx(expected)
    balanced(moved)


# what was counted or told


def test_the_default_mix_agrees_with_the_figures_of_the_whole(
    programme: Programme, mix: Mix
) -> None:
    ranges = {f.id: f for f in programme.figures}
    moved = trucks(1.7e9, mix)
    by_road = (mix.share * mix.road).sum()
    tonnes = moved.road_tonnes.sum()
    for name, found in {
        "loaded-bilateral": day(moved, "bilateral"),
        "value-per-tonne": 1.7e9 * by_road / tonnes,
        "payload": tonnes / day(moved, "bilateral") / 365,
        "road-share": by_road,
    }.items():
        low, high = ends(ranges[name])
        assert low <= found <= high, name
        assert found == pytest.approx(ranges[name].value, rel=0.15), name


def test_the_autumn_wave_is_as_high_as_told(programme: Programme, mix: Mix) -> None:
    moved = trucks(1.7e9, mix)
    months = np.sum([moved.of(way, kind) for way in WAYS for kind in FLOW_KINDS], axis=0)
    told = next(f for f in programme.figures if f.id == "autumn-factor")
    low, high = ends(told)
    assert low <= months[9] / months[4:6].mean() <= high


def test_2018_keeps_below_all_vehicles_and_brackets_the_tonnes_told(draws: Mix) -> None:
    moved = trucks(900.5e6, draws)
    a_year = 365 * np.sum([moved.day(way, kind) for way in WAYS for kind in FLOW_KINDS], axis=0)
    assert a_year.max() < 466_000
    bilateral = moved.road_tonnes.sum(axis=-1)
    with_transit = bilateral + 365 * 20 * np.sum([moved.day(w, "transit") for w in WAYS], axis=0)
    # 1.7 mt by road: more than trade of the two alone, less than with all that passes through
    assert np.median(bilateral) < 1.7e6 < np.median(with_transit)


@pytest.mark.parametrize(("way", "counted"), [("to-kz", 273), ("to-kg", 282)])
def test_the_day_counted_at_karasu_lies_within_the_draws(
    programme: Programme, draws: Mix, way: str, counted: float
) -> None:
    figures = {f.id: f for f in programme.figures}
    loaded, empty = (
        draw_figure(figures[name], draws=2000, seed=7) for name in ("loaded-karasu", "empty-karasu")
    )
    moved = trucks(1688.136e6, draws)
    november = {kind: moved.of(way, kind)[:, 10] for kind in FLOW_KINDS}
    came = loaded * (november["bilateral"] + november["transit"]) + empty * november["empty"]
    low, high = np.quantile(came, (0.05, 0.95))
    assert low < counted < high


def test_800_a_day_of_2024_lies_within_the_draws(draws: Mix) -> None:
    moved = trucks(1.7e9, draws)
    both = np.sum([moved.of(way, kind) for way in WAYS for kind in FLOW_KINDS], axis=0)
    may = both[:, 4:6].mean(axis=-1)
    low, high = np.quantile(may, (0.05, 0.95))
    assert low < 800 < high


# a crossing


def karasu(programme: Programme) -> Crossing:
    value = {f.id: f.value for f in programme.figures}
    sealed = {"bilateral": value["mix-sealed-bilateral"], "transit": value["mix-sealed-transit"]}
    classes: dict[tuple[str, str], dict[str, float]] = {}
    for way, side in zip(WAYS, ("north", "south"), strict=True):
        for kind in FLOW_KINDS[:2]:
            own = {
                "perishable": value[f"mix-perishable-{side}"],
                "sealed": sealed[kind],
                "dangerous": value["mix-dangerous"],
            }
            if kind == "bilateral":
                own["animal"] = value[f"mix-animal-{side}"]
            classes[way, kind] = {**own, "general": 1 - sum(own.values())}
        classes[way, "empty"] = {"empty": 1.0}
    return Crossing(
        site="karasu",
        loaded=value["loaded-karasu"],
        empty=value["empty-karasu"],
        classes=classes,
        profile=Profile(id="day", hours=tuple(range(1, 25)), weekdays=(21, 22, 22, 22, 21, 17, 15)),
    )


def flows(one: Demand) -> dict[tuple[str, str, str], float]:
    return {(f.direction, f.truck_class, f.kind): f.trucks_per_day for f in one.flows}


@pytest.mark.parametrize(
    ("name", "turnover"), [("karasu-1.7", 1.7e9), ("karasu-2.0", 2e9), ("karasu-3.0", 3e9)]
)
def test_the_demands_of_karasu_come_out_again(
    programme: Programme, name: str, turnover: float
) -> None:
    given = next(d for d in programme.demands if d.id == name)
    made = demand(trucks(turnover, aggregate()), karasu(programme), name=name, title="Karasu again")
    assert flows(made).keys() == flows(given).keys()
    # the file keeps one decimal of each
    for key, per_day in flows(given).items():
        assert flows(made)[key] == pytest.approx(per_day, abs=0.051), key
    assert sum(flows(made).values()) == pytest.approx(sum(flows(given).values()), abs=0.15)


def test_a_demand_fits_its_site_and_carries_the_season(programme: Programme, mix: Mix) -> None:
    moved = trucks(1.7e9, mix)
    made = demand(moved, karasu(programme), name="mix", title="Karasu by goods", note="by goods")
    site = next(one for one in programme.sites if one.id == "karasu")
    assert not list(demand_flaws(made, site))
    profiles = {p.id: p for p in made.profiles}
    north = profiles["to-kz-bilateral"]
    assert north.months == pytest.approx(moved.of("to-kz", "bilateral"))
    assert north.weekdays == (21, 22, 22, 22, 21, 17, 15)
    loaded = sum(f.trucks_per_day for f in made.flows if f.kind == "bilateral")
    assert loaded == pytest.approx(0.42 * day(moved, "bilateral"))


def test_flows_of_nothing_have_an_even_profile(programme: Programme) -> None:
    made = demand(trucks(0, aggregate()), karasu(programme), name="none", title="No trade")
    assert {p.id: p.months for p in made.profiles}["to-kz-bilateral"] == ()


# bad input


@pytest.mark.parametrize("turnover", [-1.0, np.nan, np.inf, np.ones((2, 2))])
def test_a_turnover_must_be_an_amount(turnover: Any) -> None:
    with pytest.raises(FreightError, match="USD a year"):
        trucks(turnover, aggregate())


def test_draws_must_be_as_many(draws: Mix) -> None:
    with pytest.raises(FreightError, match="3 turnovers for 2000 draws"):
        trucks(np.ones(3), draws)
    with pytest.raises(FreightError, match="found draw 2000; allowed: from 0 to below 2000"):
        trucks(1.0, draws).one(2000)
    with pytest.raises(FreightError, match="found draw 0"):
        trucks(1.0, aggregate()).one(0)


@pytest.mark.parametrize(("count", "together"), [(0, 0.5), (5, 1.0), (5, -0.1)])
def test_draws_and_their_correlation_are_checked(count: int, together: float) -> None:
    figures = list(AGGREGATE.values())
    with pytest.raises(FreightError, match="correlation"):
        drawn(FREIGHT, ALL_GOODS, figures, draws=count, seed=1, together=together)


@pytest.mark.parametrize(
    ("goods", "said"),
    [
        ((), "found no goods"),
        ((good("to-kz"),), "no goods for to-kg"),
        ((good("to-kz"), good("to-cn")), "'to-cn', unknown"),
        ((good("to-kz"), good("to-kg", road="rails")), "'rails', unknown as figure"),
        ((good("to-kz"), good("to-kg", share="north")), "shares of to-kg that sum to 0.32"),
    ],
)
def test_a_mix_that_check_refuses_is_refused(goods: tuple[Good, ...], said: str) -> None:
    with pytest.raises(FreightError, match=said):
        as_given(FREIGHT, goods, list(AGGREGATE.values()))


def test_unknown_directions_and_kinds_are_named() -> None:
    moved = trucks(1e9, aggregate())
    with pytest.raises(FreightError, match="found 'to-cn'; allowed: to-kz, to-kg"):
        moved.of("to-cn", "empty")
    with pytest.raises(FreightError, match="found 'full'; allowed: bilateral, transit, empty"):
        moved.of("to-kz", "full")


def test_empties_need_two_ways_and_a_share() -> None:
    with pytest.raises(FreightError, match="shape"):
        empties(np.ones((3, 12)), 0.5)
    with pytest.raises(FreightError, match="outside 0 to 1"):
        empties(np.ones((2, 12)), 1.5)


def test_a_crossing_needs_shares_and_whole_classes(programme: Programme, draws: Mix) -> None:
    here, moved = karasu(programme), trucks(1e9, aggregate())
    with pytest.raises(FreightError, match=r"found 1.2 of the trucks"):
        demand(moved, replace(here, empty=1.2), name="x", title="x")
    classes = {key: own for key, own in here.classes.items() if key != ("to-kz", "empty")}
    with pytest.raises(FreightError, match="empty trucks in direction to-kz that sum to 0"):
        demand(moved, replace(here, classes=classes), name="x", title="x")
    with pytest.raises(FreightError, match="found draws"):
        demand(trucks(1e9, draws), here, name="x", title="x")
