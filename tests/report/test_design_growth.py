"""Trade of the years in which a site may grow, over that which it is made for."""

from pathlib import Path

import numpy as np
import pytest

from goldenbridge.programme.folder import load
from goldenbridge.report.design_asked import ask
from goldenbridge.report.design_growth import Growth, needs
from goldenbridge.trade.draws import Draws


def test_needs_are_quantiles_of_trade_and_its_last_year_stands_for_later_ones(
    bridge: Path,
) -> None:
    asked = ask(load(bridge))
    assert list(asked.design.phases) == [2028, 2032]
    values = np.stack([np.linspace(0, 100, 101), np.linspace(100, 200, 101)], axis=1)
    draws = Draws("turnover", "a", "mn USD", (2028, 2029), values, 1)
    found = needs(asked, Growth(draws, 0.01, {}, 1.0), 101)
    assert [(need.scenario, need.year) for need in found] == [("as-now", 2028), ("as-now", 2032)]
    assert found[0].shares == pytest.approx((0.1, 0.5, 0.9))
    assert found[1].shares == pytest.approx((1.1, 1.5, 1.9))
    fans = {"all": ((2028, (1.0, 2.0, 3.0, 4.0, 5.0)),)}
    assert needs(asked, Growth(draws, 0.01, fans, 0.1), 101)[1].shares == pytest.approx(
        (0.1, 0.3, 0.5)
    )
    assert needs(asked, None, 101) == ()
