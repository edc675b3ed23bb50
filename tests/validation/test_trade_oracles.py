"""Gravity estimates and counterfactuals against published tables and result files.

Santos Silva & Tenreyro (2006), "The Log of Gravity"; Yotov, Piermartini, Monteiro & Larch (2016),
"An Advanced Guide to Trade Policy Analysis" (the guide of UNCTAD and the WTO); the examples of the
Stata packages ppmlhdfe (Correia, Guimarães & Zylkin) and ge_gravity (Baier, Yotov & Zylkin 2019).
The forecasts' row, coverage on M3, Tourism and M1, is in test_forecast_calibration.py.
"""

import warnings
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest

from goldenbridge.trade.estimation import Estimate, ppml
from goldenbridge.trade.gravity.counterfactual import Counterfactual, counterfactual
from goldenbridge.trade.gravity.markets import Deficits
from goldenbridge.trade.gravity.world import world

DATA = Path(__file__).parents[3] / "shared" / "data" / "trade"

if not DATA.exists():
    pytest.skip("needs ../shared/data/trade, published data", allow_module_level=True)
pytest.importorskip("pyfixest", reason="comes with the extra `gravity`")
pandas = pytest.importorskip("pandas", reason="comes with pyfixest")
rdata = pytest.importorskip("rdata", reason="reads R files; comes with the extra `test`")

GRAVITY = ("ln_DIST", "CNTG", "LANG", "CLNY")
TIME = (("exporter", "year"), ("importer", "year"))


def stata(name: str) -> Any:
    return pandas.read_stata(DATA / name)


def agrees(found: Estimate, name: str, value: float, error: float | None = None) -> None:
    """Equal to what is printed with three decimals."""
    assert found.coefficients[name].value == pytest.approx(value, abs=0.0005)
    if error is not None:
        assert found.coefficients[name].standard_error == pytest.approx(error, abs=0.0005)


@pytest.fixture(scope="module")
def log_of_gravity() -> Any:
    return stata("sst2006_log_of_gravity.dta")


def test_log_of_gravity_table_3(log_of_gravity: Any) -> None:
    sizes = ("lypex", "lypim", "lyex", "lyim", "landl_ex", "landl_im", "lremot_ex", "lremot_im")
    links = ("ldist", "border", "comlang", "colony", "comfrt_wto", "open_wto")
    found = ppml(log_of_gravity, flow="trade", regressors=[*sizes, *links])
    assert found.used == 18_360
    agrees(found, "ldist", -0.784, 0.055)
    agrees(found, "comlang", 0.746, 0.135)
    # the paper prints .088; its data give .08856
    agrees(found, "comfrt_wto", 0.181)
    assert found.coefficients["comfrt_wto"].standard_error == pytest.approx(0.088, abs=0.001)


def test_log_of_gravity_table_5(log_of_gravity: Any) -> None:
    found = ppml(
        log_of_gravity,
        flow="trade",
        regressors=["ldist", "border", "comlang", "colony", "comfrt_wto"],
        fixed_effects=["s1_im", "s2_ex"],
    )
    agrees(found, "ldist", -0.750, 0.041)
    agrees(found, "comfrt_wto", 0.376, 0.077)


@pytest.fixture(scope="module")
def guide() -> Any:
    """Every fourth year 1986-2006 of 69 countries with their domestic trade."""
    data = stata("agtpa2016/Chapter2Application2.dta")
    data = data[data["year"].isin(range(1986, 2007, 4))].copy()
    data["ln_DIST"] = np.log(data["DIST"])
    return data


def test_guide_application_1(guide: Any) -> None:
    """Traditional gravity, column 4: international trade only."""
    found = ppml(
        guide[guide["exporter"] != guide["importer"]],
        flow="trade",
        regressors=GRAVITY,
        fixed_effects=TIME,
        cluster="pair_id",
    )
    for name, value in zip(GRAVITY, (-0.841, 0.437, 0.247, -0.222), strict=True):
        agrees(found, name, value)


def test_guide_application_2(guide: Any) -> None:
    """The distance puzzle, column 5: distance by year, an effect for each domestic market."""
    data, abroad = guide.copy(), guide["exporter"] != guide["importer"]
    data["market"] = np.where(abroad, "abroad", data["exporter"])
    years = [f"DIST_{year}" for year in range(1986, 2007, 4)]
    for name in years:
        data[name] = data["ln_DIST"] * (abroad & (data["year"] == int(name[-4:])))
    found = ppml(
        data,
        flow="trade",
        regressors=[*years, "CNTG", "LANG", "CLNY"],
        fixed_effects=[*TIME, "market"],
        cluster="pair_id",
    )
    agrees(found, "DIST_1986", -0.910)
    agrees(found, "DIST_2006", -0.811)


def test_guide_application_3(guide: Any) -> None:
    """Trade agreements, column 4: three-way effects, pairs without direction."""
    found = ppml(
        guide,
        flow="trade",
        regressors=["RTA"],
        fixed_effects=[*TIME, "pair_id"],
        cluster="pair_id",
    )
    agrees(found, "RTA", 0.557, 0.102)
    # pairs that never trade have no finite effect
    silent = guide.groupby("pair_id")["trade"].transform("max") == 0
    assert set(np.flatnonzero(silent)) <= set(found.separated)


def test_example_of_ppmlhdfe() -> None:
    data = stata("EXAMPLE_TRADE_FTA_DATA.dta")
    pair = ("isoexp", "isoimp")
    found = ppml(
        data[data["category"] == "TOTAL"],
        flow="trade",
        regressors=["fta"],
        fixed_effects=[("isoexp", "year"), ("isoimp", "year"), pair],
        cluster=pair,
    )
    assert found.used == 5_950
    assert found.coefficients["fta"].value == pytest.approx(0.1924455, abs=1e-7)
    assert found.coefficients["fta"].standard_error == pytest.approx(0.0419527, abs=1e-7)


def sound(found: Counterfactual) -> None:
    """Markets clear by the flows themselves, and every price is positive."""
    sold = found.flows.sum(axis=(0, 2))
    assert np.abs(sold / (found.wage * found.world.income) - 1).max() < 1e-10
    assert found.residual < 1e-10
    assert (found.sector_price > 0).all()
    assert (found.wage > 0).all()


def matrix(data: Any, column: str) -> Any:
    return data.pivot_table(index="exporter", columns="importer", values=column, observed=True)


@pytest.fixture(scope="module")
def published() -> Any:
    """The example of ge_gravity in 2000 with its results."""
    with warnings.catch_warnings():
        # the reader does not know tibbles and takes them as tables, which they are
        warnings.simplefilter("ignore")
        file = rdata.read_rda(DATA / "ge_gravity" / "TradeData0014_Results.rda")
    results = file["TradeData0014_Results"]
    return results[results["year"] == 2000]


@pytest.mark.parametrize(
    ("deficits", "welfare", "flows"),
    [("additive", "w_eu", "X_eu"), ("multiplicative", "w_mult", "X_mult")],
)
def test_example_of_ge_gravity(
    published: Any, deficits: Deficits, welfare: str, flows: str
) -> None:
    """Enlargement of the European Union, θ = 4, 44 countries.

    Its multiplicative deficits leave world spending apart from world income, here by 1.6e-6; its
    welfare is then the wage over the price, our `real_income`, and its flows are off by as much.
    """
    base = matrix(published, "trade")
    before = world(base.to_numpy(), list(base.index))
    # the partial effect is on flows: cost changes to the power -θ
    tau_hat = np.exp(-matrix(published, "eu_effect").to_numpy() / 4)
    found = counterfactual(before, tau_hat, 4.0, deficits=deficits)
    sound(found)
    theirs = published.groupby("exporter")[welfare].first().to_numpy()
    assert theirs.size == 44
    ours = found.welfare if deficits == "additive" else found.real_income
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-6)
    np.testing.assert_allclose(found.flows[0], matrix(published, flows), rtol=2e-6)


@pytest.mark.parametrize("deficits", get_args(Deficits))
def test_guide_without_borders(deficits: Deficits) -> None:
    """The guide's removal of all borders, with θ = 6, against its result files, 69 countries.

    Its deficits are multiplicative; the additive ones are solved for their residual only.
    """
    data = stata("agtpa2016/1_TradeWithoutBorder.dta")
    found = ppml(
        data,
        flow="trade",
        regressors=["ln_DIST", "CNTG", "INTL_BRDR"],
        fixed_effects=["exporter", "importer"],
        cluster="pair_id",
    )
    data["fitted"] = found.fitted
    base, border = matrix(data, "fitted"), matrix(data, "INTL_BRDR")
    before = world(base.to_numpy(), list(base.index))
    tau_hat = np.exp(found.coefficients["INTL_BRDR"].value * border.to_numpy() / 6)
    open_world = counterfactual(before, tau_hat, 6.0, deficits=deficits)
    sound(open_world)
    if deficits == "additive":
        return
    sellers = stata("agtpa2016/1_TradeWithoutBorder_FULL_PROD.dta").set_index("country")
    buyers = stata("agtpa2016/1_TradeWithoutBorder_FULL_CONS.dta").set_index("country")
    income = sellers["Y_FULL"] / sellers["Y_BLN"]
    theirs = income / (1 + buyers["change_IMR_FULL"] / 100)
    # the guide calls its reference country, Germany, ZZZ in the data
    ours = pandas.Series(open_world.real_income, base.index).rename({"ZZZ": "DEU"})
    off = (ours / theirs.reindex(ours.index) - 1).abs()
    assert off.notna().all()
    assert off.size == 69
    assert off.mean() < 0.001
    assert off.max() < 0.006
