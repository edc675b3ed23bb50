"""goldenbridge.trade.estimation: first-order conditions, what is left out, what is refused."""

import sys

import numpy as np
import pytest

from goldenbridge.errors import ExtraError, GravityError
from goldenbridge.trade import estimation
from goldenbridge.trade.estimation import Effect, ppml

ROWS = [(i, j) for i in range(6) for j in range(6)]


@pytest.fixture
def columns() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    distance = rng.normal(7, 1, 36)
    return {
        "exporter": np.array([f"E{i}" for i, _ in ROWS]),
        "importer": np.array([f"I{j}" for _, j in ROWS]),
        "pair": np.array([min(i, j) * 6 + max(i, j) for i, j in ROWS]),
        "ln distance": distance,
        "language": rng.integers(0, 2, 36).astype(float),
        "trade": np.exp(9 - 0.8 * distance + rng.normal(0, 0.5, 36)),
    }


@pytest.fixture(autouse=True)
def extra(request: pytest.FixtureRequest) -> None:
    if "no_extra" not in request.fixturenames:
        pytest.importorskip("pyfixest", reason="comes with the extra `gravity`")


def test_a_regression_on_a_dummy_has_the_closed_form() -> None:
    """Means 2 and 6: the coefficient is ln 3; its variance is Σ e²/(Σ μ)² of each group."""
    columns = {"trade": [1.0, 3.0, 4.0, 8.0], "border": [0, 0, 1, 1]}
    found = ppml(columns, flow="trade", regressors=["border"])
    border = found.coefficients["border"]
    assert border.value == pytest.approx(np.log(3))
    variance = (1 + 1) / 4**2 + (4 + 4) / 12**2
    assert border.standard_error == pytest.approx(np.sqrt(variance))
    assert found.fitted == pytest.approx([2, 2, 6, 6])
    assert (found.used, found.clusters, found.separated, found.singletons) == (4, 0, (), ())


def test_each_country_sells_and_buys_what_it_did(columns: dict[str, np.ndarray]) -> None:
    """With exporter and importer effects the fit adds up (Fally 2015, proposition 1)."""
    found = ppml(
        columns,
        flow="trade",
        regressors=["ln distance", "language"],
        fixed_effects=["exporter", "importer"],
        cluster="pair",
    )
    assert list(found.coefficients) == ["ln distance", "language"]
    assert found.clusters == 21
    for side in ("exporter", "importer"):
        for name in np.unique(columns[side]):
            at = columns[side] == name
            assert found.fitted[at].sum() == pytest.approx(columns["trade"][at].sum(), rel=1e-6)
    for name in found.coefficients:
        score = (columns["trade"] - found.fitted) @ columns[name]
        assert score == pytest.approx(0, abs=1e-5 * columns["trade"].sum())


def test_an_effect_of_several_columns_is_one_of_their_combinations(
    columns: dict[str, np.ndarray],
) -> None:
    columns["half"] = np.arange(36) % 2
    columns["both"] = np.char.add(columns["exporter"], columns["half"].astype(str))
    results = [
        ppml(columns, flow="trade", regressors=["ln distance"], fixed_effects=[e], cluster=e)
        for e in ("both", ("exporter", "half"))
    ]
    assert results[0].coefficients == results[1].coefficients
    assert results[0].clusters == results[1].clusters == 12


def test_separated_rows_and_singletons_are_told(columns: dict[str, np.ndarray]) -> None:
    columns["trade"][columns["exporter"] == "E2"] = 0
    columns["group"] = np.where(np.arange(36) == 5, 1, 0)
    found = ppml(
        columns,
        flow="trade",
        regressors=["ln distance"],
        fixed_effects=["exporter", "importer", "group"],
    )
    assert found.separated == tuple(range(12, 18))
    assert found.singletons == (5,)
    assert found.used == 36 - 6 - 1
    assert (found.fitted[12:18] == 0).all()
    assert found.fitted[5] == columns["trade"][5]


def test_a_country_s_zero_among_its_sales_stays_in(columns: dict[str, np.ndarray]) -> None:
    columns["trade"][7] = 0
    found = ppml(columns, flow="trade", regressors=["ln distance"], fixed_effects=["exporter"])
    assert (found.separated, found.used) == ((), 36)


@pytest.mark.parametrize(
    ("row", "column", "value", "message"),
    [
        (3, "trade", -2.0, "found -2 in row 3 of 'trade'; allowed: flows from 0"),
        (4, "trade", np.nan, "found nan in row 4 of 'trade'; allowed: finite numbers"),
        (0, "ln distance", np.inf, "found inf in row 0 of 'ln distance'; allowed: finite"),
        (slice(None), "trade", 0.0, "found no flow above 0 in 'trade'; allowed: some"),
        (slice(None), "pair", 1, "found 1 cluster; allowed: 2 or more"),
        (
            slice(None),
            "ln distance",
            7.0,
            "found a regression that cannot be solved (",
        ),
    ],
)
def test_values_that_cannot_be_fitted_are_refused(
    columns: dict[str, np.ndarray], row: int, column: str, value: float, message: str
) -> None:
    columns[column][row] = value
    with pytest.raises(GravityError) as refused:
        ppml(columns, flow="trade", regressors=["ln distance"], cluster="pair")
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize(
    ("flow", "regressors", "effects", "message"),
    [
        ("trade", [], ["exporter"], "found no regressor; allowed: 1 or more"),
        ("value", ["language"], [], "found no column 'value'; allowed: exporter, importer"),
        ("trade", ["RTA"], [], "found no column 'RTA'; allowed: exporter, importer"),
        ("trade", ["language"], ["year"], "found no column 'year'; allowed: exporter, imp"),
        ("trade", ["short"], [], r"found (3,) values in 'short'; allowed: 36, one for each row"),
        (
            "trade",
            ["ln distance", "twice"],
            ["exporter"],
            "found that the other regressors and the fixed effects explain twice; allowed",
        ),
    ],
)
def test_regressions_that_cannot_be_run_are_refused(
    columns: dict[str, np.ndarray],
    flow: str,
    regressors: list[str],
    effects: list[Effect],
    message: str,
) -> None:
    columns["short"], columns["twice"] = np.zeros(3), 2 * columns["ln distance"]
    with pytest.raises(GravityError) as refused:
        ppml(columns, flow=flow, regressors=regressors, fixed_effects=effects)
    assert str(refused.value).startswith(message)


def test_an_unfinished_fit_is_refused(
    columns: dict[str, np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estimation, "_ROUNDS", 2)
    with pytest.raises(GravityError, match="found no convergence in 2 rounds of the Poisson"):
        ppml(columns, flow="trade", regressors=["ln distance"])


@pytest.fixture
def no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyfixest", None)


@pytest.mark.usefixtures("no_extra")
def test_without_the_extra_its_name_is_told(columns: dict[str, np.ndarray]) -> None:
    with pytest.raises(ExtraError, match=r"pip install 'goldenbridge\[gravity\]'"):
        ppml(columns, flow="trade", regressors=["ln distance"])
