"""Inflow members keep the totals they are drawn from."""

import numpy as np

from goldenbridge.nexus.members import draw, monthly_mm3
from goldenbridge.programme.model import Programme


def test_the_year_is_the_sourced_total(programme: Programme) -> None:
    naryn = programme.basins[0]
    months = monthly_mm3(naryn.inflows[0])
    assert months.sum() == np.float64(12300)
    np.testing.assert_allclose(months[3:9].sum(), 9310)
    np.testing.assert_allclose(months[3], 9310 * 878 / 8923)


def test_the_mean_over_members_is_the_mean_and_the_spread_that_of_the_folder(
    programme: Programme,
) -> None:
    naryn = programme.basins[0]
    flows = draw(naryn, members=200, months=24, seed=1)
    assert flows.shape == (200, 2, 24)
    first = flows[:, 0, :12]
    np.testing.assert_allclose(first.mean(axis=0), np.roll(monthly_mm3(naryn.inflows[0]), -3))
    years = first.sum(axis=1)
    np.testing.assert_allclose(years.std() / years.mean(), 0.18, rtol=0.05)


def test_the_same_seed_gives_the_same_members(programme: Programme) -> None:
    talas = programme.basins[1]
    one, two = (draw(talas, members=5, seed=3) for _ in range(2))
    assert (one == two).all()
    assert (one != draw(talas, members=5, seed=4)).any()


def test_no_spread_gives_the_mean(programme: Programme) -> None:
    from dataclasses import replace

    talas = programme.basins[1]
    dry = replace(talas, inflows=tuple(replace(i, cv=0.0) for i in talas.inflows))
    flows = draw(dry, members=3, seed=1)
    np.testing.assert_allclose(flows[0], flows[2])
