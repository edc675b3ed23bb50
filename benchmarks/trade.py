"""How fast, and how exactly, are counterfactuals and gravity estimates?

python -m benchmarks.trade [--quick]; needs the extra `bench`. All on one core, peers too. --quick
leaves out the 150 countries, on which gegravity takes minutes.

- equilibrium: a world of made-up countries on a plane, flows by a gravity equation and balanced;
  every border gets cheaper by the same share. Ours is `world` and `counterfactual` from raw flows;
  gegravity's is its three steps, baseline, experiment, simulation. The residual is the largest
  share of a country's new output that its new sales, domestic ones included, miss or exceed, each
  by its own result tables. gegravity 0.3 solves for prices with the shares of output and
  expenditure of the base and reports flows with the new ones, so its solver's success and its
  tables differ.
- draws: border costs of every pair and the elasticity drawn together, 70 countries.
- estimation: a made-up panel with exporter-year, importer-year and pair effects and pairs that
  never trade. The peer is pyfixest by itself with both its checks for separation; ours, which fits
  with pyfixest too, finds separated rows by a linear programme.
"""

import argparse
import contextlib
import io
import os
import statistics
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ[variable] = "1"

# the libraries read the limits above when they load
import gegravity  # noqa: E402
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
import pyfixest  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from benchmarks import harness  # noqa: E402
from goldenbridge.trade.estimation import ppml  # noqa: E402
from goldenbridge.trade.gravity.counterfactual import counterfactual, joint  # noqa: E402
from goldenbridge.trade.gravity.world import world  # noqa: E402

Array = NDArray[np.float64]

THETA = 4.0
COSTS = {"log_distance": -1.0, "border": -2.0}
# the new border over the old one in the gravity equation
BORDER = 0.8
DRAWS, DRAWN_COUNTRIES = 1_000, 70
PANEL_COUNTRIES, PANEL_YEARS = 60, 5
EFFECTS = (("exporter", "year"), ("importer", "year"), ("exporter", "importer"))


@dataclass
class Part:
    """What one part of the benchmark adds to the closing line."""

    figures: dict[str, dict[str, Any]] = field(default_factory=dict)
    ratios: dict[str, float] = field(default_factory=dict)
    targets: list[dict[str, Any]] = field(default_factory=list)

    def figure(self, name: str, value: float, unit: str) -> None:
        """Keep a figure and print it."""
        print(f"{name:<62} {value:.4g} {unit}")
        self.figures[name] = {"value": value, "unit": unit}

    def target(self, name: str, goal: str, value: float, *, met: bool) -> None:
        """Keep a target."""
        self.targets.append(harness.target(name, goal, value, met=met))


def geography(size: int) -> tuple[Array, Array, Array]:
    """Base flows, log distances and borders of countries on a plane, each [n, n]."""
    rng = np.random.default_rng(0)
    place, income = rng.uniform(0, 1, (2, size)), np.exp(rng.normal(0, 1, size))
    apart = np.hypot(*(place[:, :, np.newaxis] - place[:, np.newaxis]))
    log_distance, border = np.log(apart + 0.05), 1 - np.eye(size)
    flows = np.exp(COSTS["log_distance"] * log_distance + COSTS["border"] * border)
    for _ in range(1_000):  # to supply and demand of every country equal to its income
        flows *= (income / flows.sum(axis=1))[:, np.newaxis]
        flows *= income / flows.sum(axis=0)
    return flows, log_distance, border


def cheaper(border: Array) -> Array:
    """Cost changes that take the border to BORDER of what it was."""
    return np.exp(-COSTS["border"] * (BORDER - 1) * border / THETA)


def gegravity_residual(size: int) -> float:
    """Run gegravity's three steps; return the residual of its result tables."""
    flows, log_distance, border = geography(size)
    names = [f"C{number:03}" for number in range(size)]
    cells = [(i, j) for i in range(size) for j in range(size)]
    data = pd.DataFrame(
        {
            "exporter": [names[i] for i, _ in cells],
            "importer": [names[j] for _, j in cells],
            "year": "2000",
            "trade": flows.ravel(),
            "output": np.repeat(flows.sum(axis=1), size),
            "expenditure": np.tile(flows.sum(axis=0), size),
            "log_distance": log_distance.ravel(),
            "border": border.ravel(),
        }
    )
    estimates = {"name": list(COSTS), "value": list(COSTS.values()), "error": [0.1] * len(COSTS)}
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = gegravity.OneSectorGE(
            baseline=gegravity.BaselineData(
                data,
                trade_var_name="trade",
                expend_var_name="expenditure",
                output_var_name="output",
            ),
            year="2000",
            reference_importer=names[0],
            expend_var_name="expenditure",
            output_var_name="output",
            sigma=THETA + 1,
            cost_variables=list(COSTS),
            cost_coeff_values=gegravity.CostCoeffs(
                pd.DataFrame(estimates), "name", "value", "error"
            ),
            quiet=True,
        )
        model.build_baseline(omr_rescale=1)
        model.define_experiment(data.assign(border=BORDER * data["border"]))
        model.simulate()
    sold = model.bilateral_trade_results["experiment trade"].groupby(level="exporter").sum()
    output = model.outputs_expenditures["experiment output"].reindex(sold.index)
    return float((sold / output - 1).abs().max())


def timed(work: Callable[[], float], runs: int) -> tuple[float, float]:
    """Median seconds of `runs` runs, and what the last returned."""
    seconds, result = [], np.nan
    for _ in range(runs):
        started = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds), result


def equilibrium(*, quick: bool) -> Part:
    """One counterfactual, beside gegravity up to 150 countries."""
    part = Part()
    for size in (80, 200) if quick else (80, 150, 200):
        flows, _, border = geography(size)
        tau_hat = cheaper(border)

        def ours(flows: Array = flows, tau_hat: Array = tau_hat) -> float:
            found = counterfactual(world(flows), tau_hat, THETA)
            sold = found.flows.sum(axis=(0, 2)) / (found.wage * found.world.income)
            return float(np.abs(sold - 1).max())

        ours()
        seconds, residual = timed(ours, 101)
        part.figure(f"equilibrium, {size} countries: ours", 1e3 * seconds, "ms")
        part.figure(f"equilibrium, {size} countries: residual, ours", residual, "share")
        if size == 200:
            value = round(1e3 * seconds, 3)
            part.target("equilibrium of 200 countries", "at most 2 ms", value, met=value <= 2)
            continue
        theirs, their_residual = timed(lambda size=size: gegravity_residual(size), 3)
        part.figure(f"equilibrium, {size} countries: gegravity", theirs, "s")
        part.figure(f"equilibrium, {size} countries: residual, gegravity", their_residual, "share")
        ratio = round(theirs / seconds)
        part.ratios[f"equilibrium, {size} countries: speed, ours / gegravity"] = ratio
        if size == 150:
            part.target(
                "speed at 150 countries", "at least 10,000 × gegravity", ratio, met=ratio >= 10_000
            )
    return part


def draws(*, quick: bool) -> Part:
    """Joint draws of border costs and the elasticity."""
    part, rng = Part(), np.random.default_rng(1)
    flows, _, border = geography(DRAWN_COUNTRIES)
    shape = (DRAWS, DRAWN_COUNTRIES, DRAWN_COUNTRIES)
    tau_hat = np.exp(rng.normal(-0.05, 0.1, shape) * border)
    theta = rng.uniform(3, 6, DRAWS)
    before = world(flows)
    seconds, residual = timed(
        lambda: float(joint(before, tau_hat, theta).residual.max()), 3 if quick else 9
    )
    part.figure(f"{DRAWS} draws, {DRAWN_COUNTRIES} countries: ours", seconds, "s")
    part.figure(f"{DRAWS} draws, {DRAWN_COUNTRIES} countries: largest residual", residual, "share")
    name = f"{DRAWS} joint draws of {DRAWN_COUNTRIES} countries"
    part.target(name, "at most 1 s", round(seconds, 3), met=seconds <= 1)
    part.target(f"residual of {name}", "below 1e-10", residual, met=residual < 1e-10)
    return part


def panel() -> pd.DataFrame:
    """Trade of made-up countries over years, with agreements and pairs that never trade."""
    rng = np.random.default_rng(2)
    grid = np.indices((PANEL_COUNTRIES, PANEL_COUNTRIES, PANEL_YEARS)).reshape(3, -1)
    data = pd.DataFrame(dict(zip(("exporter", "importer", "year"), grid, strict=True)))
    pair = data["exporter"] * PANEL_COUNTRIES + data["importer"]
    starts = rng.integers(0, 2 * PANEL_YEARS, PANEL_COUNTRIES**2)[pair]
    data["agreement"] = (data["year"] >= starts).astype(float)
    level = rng.normal(0, 1, PANEL_COUNTRIES**2)[pair] + rng.normal(0, 0.3, len(data))
    data["trade"] = np.exp(level + 0.5 * data["agreement"])
    silent = (rng.uniform(size=PANEL_COUNTRIES**2) < 0.05)[pair]
    data.loc[silent | (rng.uniform(size=len(data)) < 0.05), "trade"] = 0.0
    return data


def estimation(*, quick: bool) -> Part:
    """Three-way Poisson regression, beside pyfixest by itself."""
    part, data, runs = Part(), panel(), 3 if quick else 5

    def ours() -> float:
        pair = EFFECTS[-1]
        found = ppml(
            data, flow="trade", regressors=["agreement"], fixed_effects=EFFECTS, cluster=pair
        )
        return len(found.separated)

    def theirs() -> float:
        formula = "trade ~ agreement | " + " + ".join("^".join(names) for names in EFFECTS)
        table = data.assign(pair=data["exporter"] * PANEL_COUNTRIES + data["importer"])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = pyfixest.fepois(
                formula,
                table,
                vcov={"CRV1": "pair"},
                ssc=pyfixest.ssc(k_adj=False),
                separation_check=["fe", "ir"],
            )
        return model.n_separation_na

    results = {"ours": timed(ours, runs), "pyfixest": timed(theirs, runs)}
    for name, (seconds, rows) in results.items():
        part.figure(f"estimation, {len(data)} rows: {name}", seconds, "s")
        part.figure(f"estimation, {len(data)} rows: separated, {name}", rows, "rows")
    ratio = round(results["pyfixest"][0] / results["ours"][0], 2)
    part.ratios[f"estimation, {len(data)} rows: speed, ours / pyfixest"] = ratio
    return part


PARTS = (equilibrium, draws, estimation)


def main() -> None:
    """Run every part; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="without the 150 countries")
    quick = parser.parse_args().quick
    parts = [part(quick=quick) for part in PARTS]
    harness.report(
        "trade",
        {name: figure for part in parts for name, figure in part.figures.items()},
        {name: ratio for part in parts for name, ratio in part.ratios.items()},
        [aim for part in parts for aim in part.targets],
    )


if __name__ == "__main__":
    main()
