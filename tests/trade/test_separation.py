"""goldenbridge.trade.separation: cases small enough to see, and the worked cases of ppmlhdfe."""

import csv
from pathlib import Path

import numpy as np
import pytest

from goldenbridge.errors import GravityError
from goldenbridge.trade import separation
from goldenbridge.trade.separation import separated

CASES = Path(__file__).parents[3] / "shared" / "data" / "trade" / "separation"
NONE = np.empty((4, 0))
CONSTANT = [np.zeros(4, dtype=np.intp)]


def test_without_zero_flows_nothing_is_separated() -> None:
    assert not separated(np.ones(4), np.ones((4, 1)), CONSTANT).any()


def test_an_exporter_who_sells_nothing_is() -> None:
    exporter = np.array([0, 0, 1, 1])
    flow = np.array([0.0, 3.0, 0.0, 0.0])
    assert separated(flow, NONE, [exporter]).tolist() == [False, False, True, True]


def test_an_agreement_only_pairs_without_trade_have_is_on_any_scale() -> None:
    flow = np.array([2.0, 0.0, 0.0, 0.0])
    for unit in (1e-9, 1.0, 1e9):
        agreement = unit * np.array([[0.0], [0.0], [1.0], [2.0]])
        assert separated(flow, agreement, CONSTANT).tolist() == [False, False, True, True]


def test_a_zero_flow_among_positive_ones_is_not() -> None:
    distance = np.array([[1.0], [2.0], [3.0], [4.0]])
    assert not separated(np.array([5.0, 0.0, 2.0, 0.0]), distance, CONSTANT).any()


def test_a_programme_that_is_not_solved_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Unsolved:
        x = None
        message = "time limit"

    monkeypatch.setattr(separation, "milp", lambda *_, **__: Unsolved)
    with pytest.raises(GravityError, match="which zero flows are separated: time limit"):
        separated(np.array([1.0, 0.0, 1.0, 1.0]), NONE, CONSTANT)


@pytest.mark.skipif(not CASES.exists(), reason="needs ../shared/data/trade/separation")
@pytest.mark.parametrize("number", range(1, 19))
def test_the_cases_of_ppmlhdfe(number: int) -> None:
    """Correia's test cases, each with the rows that are separated."""
    with (CASES / f"{number:02}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}
    regressors = [values for name, values in columns.items() if name[0] == "x"]
    ids = [values for name, values in columns.items() if name[:2] == "id"]
    codes = [np.unique(values, return_inverse=True)[1] for values in ids]
    found = separated(
        columns["y"],
        np.array(regressors).reshape(-1, len(rows)).T,
        codes or [np.zeros(len(rows), dtype=np.intp)],
    )
    assert found.tolist() == (columns["separated"] > 0).tolist()
