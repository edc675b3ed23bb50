"""What a faster crossing takes off the others."""

import numpy as np
import pytest

from goldenbridge.outlook.choice import Choice, spreads
from goldenbridge.outlook.surface import Surface

LOADS = np.array([10.0, 100.0, 1000.0])
BETA = np.full(3, 0.4)


def line(slope: float) -> Surface:
    """Hours in proportion to the load, at any factor."""
    hours = slope * LOADS[:, np.newaxis]
    nothing = 0 * hours
    return Surface(LOADS, np.array([1.0]), hours, 3 * hours, *[nothing] * 4, 0.0, 365, 1, 1)


@pytest.fixture
def choice() -> Choice:
    return Choice(
        {"kordai": line(0.02), "karasu": line(0.02)}, {"kordai": 300, "karasu": 300}, BETA
    )


def test_today_the_trucks_of_the_demand_are_the_equilibrium(choice: Choice) -> None:
    growth = np.array([0.5, 1.0, 1.5])
    now = choice.now(np.ones(3), growth)
    found = now.split(600 * growth)
    np.testing.assert_allclose(found.trucks, 300 * growth[:, np.newaxis] * [1, 1], rtol=1e-9)
    assert found.residual.max() < 1e-9


def test_a_faster_crossing_relieves_the_other_by_what_it_gains(choice: Choice) -> None:
    now = choice.now(np.ones(3), np.ones(3))
    after = choice.changed(now, {"karasu": line(0.005).at(1.0)})
    load = np.full(3, 600.0)
    kordai, karasu = spreads(now, after, load, load)
    assert (kordai.crossing, karasu.crossing) == ("kordai", "karasu")
    assert kordai.fewer.median > 0
    assert kordai.fewer.median == pytest.approx(-karasu.fewer.median)
    assert kordai.saved_h.median == pytest.approx(0.02 * kordai.fewer.median)
    # the log of the odds moves by β for an hour: ln(x / y) = 0.4 (y's hours - x's hours)
    x, y = karasu.trucks.median, kordai.trucks.median
    assert np.log(x / y) == pytest.approx(0.4 * (0.02 * y - 0.005 * x), abs=1e-6)


def test_nothing_changed_nothing_moved_but_by_more_trade(choice: Choice) -> None:
    now = choice.now(np.ones(3), np.ones(3))
    load = np.full(3, 600.0)
    same = spreads(now, choice.changed(now, {}), load, load)
    assert all(one.fewer.median == 0 for one in same)
    more = spreads(now, now, load, 1.1 * load)
    assert [one.fewer.median for one in more] == pytest.approx([-30, -30])
