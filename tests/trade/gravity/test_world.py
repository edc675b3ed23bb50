"""goldenbridge.trade.gravity.world: what a world of flows is, and which flows make none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.errors import GravityError
from goldenbridge.trade.gravity.world import world

NAMES = ("KAZ", "KGZ", "UZB")
FLOWS = np.array([[90.0, 8.0, 2.0], [1.0, 9.0, 3.0], [4.0, 0.0, 50.0]])


def changed(row: int, column: int, value: float) -> np.ndarray:
    flows = FLOWS.copy()
    flows[row, column] = value
    return flows


def test_income_is_what_is_sold_and_spending_what_is_bought() -> None:
    before = world([FLOWS, 2 * FLOWS], NAMES)
    assert before.countries == NAMES
    assert before.flows.shape == (2, 3, 3)
    assert before.income.tolist() == [300, 39, 162]
    assert before.spending.tolist() == [285, 51, 165]
    assert before.index("UZB") == 2


def test_a_flow_of_zero_is_a_flow_and_names_are_optional() -> None:
    assert world(FLOWS).countries == ("country 1", "country 2", "country 3")


def test_what_was_checked_does_not_change_with_the_array_it_came_from() -> None:
    flows = FLOWS.copy()
    before = world(flows)
    flows[0, 0] = -1
    assert before.flows[0, 0, 0] == 90


def test_trade_in_one_direction_or_through_others_is_a_link() -> None:
    world([[5, 1, 0], [0, 5, 1], [0, 0, 5]])


@pytest.mark.parametrize(
    ("flows", "message"),
    [
        (1.0, "found flows of shape one number; allowed: n by n, or sectors by n by n"),
        (FLOWS[:2], "found flows of shape 2 by 3; allowed: n by n, or sectors by n by n"),
        (np.ones((0, 3, 3)), "found flows of shape 0 by 3 by 3; allowed"),
        ([[1.0]], "found 1 countries; allowed: 2 or more"),
        (changed(0, 1, np.nan), "found no flow from KAZ to KGZ; allowed: finite numbers from 0"),
        (changed(2, 0, -4), "found a flow of -4 from UZB to KAZ; allowed: finite numbers from 0"),
        (changed(2, 0, np.inf), "found a flow of inf from UZB to KAZ; allowed: finite numbers"),
        (
            [FLOWS, -FLOWS],
            "found a flow of -90 from KAZ to KAZ in sector 2 and 7 more such pairs; allowed",
        ),
        (changed(1, 1, 0), "found no domestic sales of KGZ; allowed: positive domestic sales"),
        (
            [[5, 2, 0], [1, 5, 0], [0, 0, 5]],
            "found no trade, direct or through others, of KAZ with UZB (1 of 3 countries are cut",
        ),
    ],
)
def test_flows_that_are_no_world_are_refused(flows: np.ndarray, message: str) -> None:
    with pytest.raises(GravityError) as refused:
        world(flows, NAMES[: np.shape(flows)[-1]] if np.ndim(flows) else ())
    assert str(refused.value).startswith(message)


def test_names_that_do_not_fit_are_refused() -> None:
    with pytest.raises(GravityError, match="found 2 names for 3 countries; allowed: one for each"):
        world(FLOWS, ["KAZ", "KGZ"])
    with pytest.raises(GravityError, match="found the country 'KGZ' twice; allowed: each name"):
        world(FLOWS, ["KGZ", "KAZ", "KGZ"])
    with pytest.raises(GravityError, match="found the country 'RUS'; allowed: KAZ, KGZ, UZB"):
        world(FLOWS, NAMES).index("RUS")


@given(st.lists(st.lists(st.floats(), min_size=3, max_size=3), min_size=3, max_size=3))
def test_any_numbers_make_a_world_or_an_error_of_ours(flows: list[list[float]]) -> None:
    try:
        before = world(flows)
    except GravityError:
        return
    else:
        assert (before.income > 0).all()
        assert (before.spending > 0).all()
