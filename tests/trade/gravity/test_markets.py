"""goldenbridge.trade.gravity.markets: excess demand and its derivative."""

from collections.abc import Callable
from typing import get_args

import numpy as np
import pytest

from goldenbridge.trade.gravity.markets import Base, Deficits, Markets
from goldenbridge.trade.gravity.world import World, world

Make = Callable[..., World]


@pytest.mark.parametrize("deficits", get_args(Deficits))
@pytest.mark.parametrize("sectors", [1, 3])
def test_the_jacobian_is_the_slope_of_the_gaps(
    make: Make, sectors: int, deficits: Deficits
) -> None:
    rng = np.random.default_rng(1)
    tau_hat = np.exp(rng.normal(0, 0.3, (sectors, 12, 12)))
    base = Base.of(make(sectors=sectors), deficits)
    markets = Markets(base, tau_hat, np.array([3.0, 5.0, 8.0])[:sectors])
    wages, step = rng.normal(0, 0.1, 12), 1e-5
    rises = [markets.at(wages + step * unit).gap for unit in np.eye(12)]
    falls = [markets.at(wages - step * unit).gap for unit in np.eye(12)]
    slopes = (np.array(rises) - np.array(falls)).T / (2 * step)
    np.testing.assert_allclose(markets.jacobian(markets.at(wages)), slopes, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("deficits", get_args(Deficits))
def test_the_world_spends_what_it_earns_at_any_wages(make: Make, deficits: Deficits) -> None:
    markets = Markets(Base.of(make(), deficits), np.ones((1, 12, 12)), np.array([4.0]))
    point = markets.at(np.random.default_rng(2).normal(0, 0.5, 12))
    assert point.spending.sum() == pytest.approx(1)
    assert point.sold.sum() == pytest.approx(1)


def test_a_sector_a_country_does_not_buy_changes_nothing_for_it() -> None:
    flows = np.array([[[5.0, 0.0], [1.0, 0.0]], [[9.0, 3.0], [1.0, 7.0]]])
    base = Base.of(world(flows), "additive")
    assert base.weights[:, 1] == pytest.approx([0, 1])
    point = Markets(base, np.ones((1, 2, 2)), np.array([4.0, 4.0])).at(np.zeros(2))
    assert point.power.tolist() == [[1, 1], [1, 1]]
    assert point.miss == pytest.approx(0, abs=1e-15)
