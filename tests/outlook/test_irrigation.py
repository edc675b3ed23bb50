"""From water on the fields to tonnes at the border, and on to trade and trucks."""

from dataclasses import replace

import numpy as np
import pytest

from goldenbridge.nexus.water import Closure
from goldenbridge.outlook import loop
from goldenbridge.outlook.irrigation import Farm, farms, moved_t, sold_t
from goldenbridge.outlook.loop import Plan
from goldenbridge.outlook.scenarios import Setting, effects
from goldenbridge.outlook.surface import Surface
from goldenbridge.programme.model import Programme

DRAWS = 4000


@pytest.fixture(scope="module")
def potato(programme: Programme) -> Farm:
    chu = programme.basins[2]
    return farms(chu, {"potato-chu": [1.0, 0.8], "wheat-chu": [1.0, 1.0]})[0]


def test_only_what_crosses_the_border_counts(programme: Programme, potato: Farm) -> None:
    assert potato.crop.good == "food-north"
    assert [c.crop for c in potato.closures] == ["potato-chu"]
    plain = {crop.id: [1.0] for crop in programme.basins[0].crops}
    assert farms(programme.basins[0], plain) == ()


def test_water_moves_the_tonnes_by_the_response_of_the_crop(potato: Farm) -> None:
    """Potatoes (Ky above 1) lose in proportion: 16,000 ha, 18 t/ha, 15 % of it sold abroad."""
    open_farm = replace(potato, closures=())
    most = 16_000 * 18 * 0.15
    full = sold_t(open_farm, np.ones(DRAWS), seed=1).sum(axis=1)
    assert set(np.round(full / most, 9)) == {1.0, 0.8}
    half = sold_t(open_farm, np.full(DRAWS, 0.5), seed=1).sum(axis=1)
    np.testing.assert_allclose(half, full / 2)
    more = sold_t(open_farm, np.full(DRAWS, 2.0), seed=1).sum(axis=1)
    np.testing.assert_allclose(more, most)
    moved = moved_t([open_farm, open_farm], np.full(DRAWS, 0.5), seed=1)
    np.testing.assert_allclose(moved["food-north"], -full)
    np.testing.assert_allclose(moved_t([potato], np.ones(DRAWS), seed=1)["food-north"], 0)


def test_a_closure_shuts_its_months_as_often_as_it_says(potato: Farm) -> None:
    barred = replace(
        potato, closures=(Closure(crop="potato-chu", months=(2.0, 3.0), probability=0.2),)
    )
    sold = sold_t(barred, np.ones(DRAWS), seed=1)
    shut = sold[:, 1] == 0
    assert (shut == (sold[:, 2] == 0)).all()
    assert (sold[:, 3] > 0).all()
    assert abs(shut.mean() - 0.2) < 4 * np.sqrt(0.2 * 0.8 / DRAWS)
    never = replace(potato, closures=(replace(barred.closures[0], probability=0.0),))
    assert (sold_t(never, np.ones(DRAWS), seed=1)[:, 1] > 0).all()


def test_a_dry_season_takes_trade_and_trucks(programme: Programme, potato: Farm) -> None:
    made = loop.world(
        programme.freight[0], programme.goods, programme.figures, 1.7e9, draws=200, seed=3
    )
    figures = {figure.id: figure for figure in programme.figures}
    setting = Setting(
        made, "karasu", {}, programme.measures, (), figures, 3, None, {"chu": (potato,)}
    )
    dry = [m for m in programme.measures if m.id == "dry-season"]
    changed = effects(setting, dry)
    names = [good.id for good in made.mix.goods]
    north = names.index("food-north")
    assert (changed.add_usd[:, north] < 0).all()
    assert not changed.add_usd[:, [i for i in range(len(names)) if i != north]].any()
    assert not effects(replace(setting, farms={}), dry).add_usd.any()
    column = np.ones((1, 1))
    still = Surface(np.ones(1), np.ones(1), *[column] * 6, 0.0, 365, 1, 1)  # type: ignore[arg-type]
    plan = Plan(dict.fromkeys(("", *made.mix.directions), still), 400.0)
    trips = loop.traffic(made, 1.0, plan, loop.none(made))
    growth = np.ones(200)
    before, after = (
        loop.trade(made, 1.7e9, growth, one).latent_usd for one in (loop.none(made), changed)
    )
    assert (after[:, north] < before[:, north]).all()
    assert (trips(after) <= trips(before)).all()
    assert trips(after).mean() < trips(before).mean()


def test_trade_never_falls_below_nothing(programme: Programme) -> None:
    made = loop.world(
        programme.freight[0], programme.goods, programme.figures, 1.7e9, draws=5, seed=3
    )
    none = loop.none(made)
    lost = none._replace(add_usd=none.add_usd - 1e12)
    assert loop.trade(made, 1.7e9, np.ones(5), lost).growth.max() == 0
