"""How fast is the loop of trade and border time solved, and how exactly?

python -m benchmarks.loop [--quick]; on the shipped programme. First the surface: a simulated year
of its first site at 12 loads and 5 service factors. Then one year of one scenario for 10,000 joint
draws at once. The peer is scipy's Brent, the usual way to solve one equation, called draw by draw
on the same function.
"""

import argparse
import statistics
import time

import numpy as np
from scipy.optimize import brentq

from benchmarks.harness import report, target
from goldenbridge.outlook import loop
from goldenbridge.outlook.equilibrium import Linear, OneCrossing, solve
from goldenbridge.outlook.surface import FACTORS, LOADS, surfaces
from goldenbridge.programme.folder import DEFAULT, load, shipped

DRAWS, SINGLE = 10_000, 100


def main() -> None:
    """Measure and print; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the year, three runs")
    quick = parser.parse_args().quick
    programme = load(shipped()[DEFAULT])
    site = programme.sites[0]
    demand = next(d for d in programme.demands if d.site == site.id)
    options = {"days": 36 if quick else 365, "replications": 1}
    surfaces(site, demand, loads=[100.0, 200.0], factors=[1.0], days=10, replications=1)
    started = time.perf_counter()
    made = surfaces(site, demand, **options)[""]
    simulated = time.perf_counter() - started

    world = loop.world(
        programme.freight[0], programme.goods, programme.figures, 1.7e9, draws=DRAWS, seed=1
    )
    plan = loop.Plan(dict.fromkeys(world.mix.directions, made), 407.0)
    effects = loop.none(world)
    growth = np.exp(np.random.default_rng(2).normal(0.2, 0.3, DRAWS))
    trade = loop.trade(world, 2e9, growth, effects)
    border = loop.border(world, plan, effects)
    trips = loop.traffic(world, 1.0, plan, effects)
    base = loop.base_cost(world, 2e9, 1.0, plan)
    seconds = []
    for _ in range(3 if quick else 7):
        started = time.perf_counter()
        found = solve(trade, border, trips, base)
        seconds.append(time.perf_counter() - started)
    ours = statistics.median(seconds)
    worst = float(np.max(found.residual))
    peer = _one_by_one(made, base)

    print(f"surface  {simulated:.1f} s for {len(LOADS)} loads x {len(FACTORS)} factors")
    print(f"loop     {ours:.2f} s for {DRAWS} draws of {len(world.mix.goods)} goods")
    print(f"residual {worst:.1e} at most, {len(found.failed)} draws without a solution")
    print(f"Brent    {peer[1]:.2f} s for {SINGLE} draws, ours {peer[0]:.4f} s for the same")
    report(
        "loop",
        {
            "surface": {"value": round(simulated, 2), "unit": "s"},
            "loop, 10,000 draws": {"value": round(ours, 3), "unit": "s"},
            "largest residual": {"value": worst, "unit": "share"},
            "failed draws": {"value": len(found.failed), "unit": "draws"},
        },
        {"Brent draw by draw, over ours": round(peer[1] / peer[0], 1)},
        [
            target("surface of 12 x 5", "at most 60 s", round(simulated, 2), met=simulated <= 60),
            target("loop of 10,000 draws", "at most 5 s", round(ours, 3), met=ours <= 5),
            target("failed draws", "none", len(found.failed), met=not found.failed),
        ],
    )


def _one_by_one(made: "loop.Surface", base: "loop.Floats") -> tuple[float, float]:
    """Seconds for SINGLE draws of one good: ours at once, and Brent for each."""
    rng = np.random.default_rng(3)
    latent = 2e9 * np.exp(rng.normal(0.2, 0.3, SINGLE))
    trade = loop.Trade.of(
        ("all",),
        draws=SINGLE,
        base_usd=latent[:, np.newaxis],
        growth=1.0,
        elasticity=4.0,
        time_cost=0.013,
        truck_hour_usd=30.0,
        fees_usd=30.0,
        usd_per_tonne=900.0,
        tonnes_per_truck=18.0,
        reliability=0.3,
    )
    times = made.at(1.0)
    trips = Linear(np.full((SINGLE, 1), 407 / 1.7e9), np.zeros(SINGLE))
    cost = base[:SINGLE, :1]
    started = time.perf_counter()
    solve(trade, OneCrossing(times), trips, cost)
    ours = time.perf_counter() - started

    def excess(level: float, draw: int) -> float:
        hours = (times.mean_h(np.array([level])), times.p95_h(np.array([level])))
        planned = 0.7 * hours[0][0] + 0.3 * hours[1][0]
        price = 1 + 0.013 * planned / 24 + (30 * hours[0][0] + 30) / (900 * 18)
        usd = latent[draw] * (price / cost[draw, 0]) ** -4.0
        return float(np.log(407 / 1.7e9 * usd) - np.log(level))

    started = time.perf_counter()
    for draw in range(SINGLE):
        brentq(excess, 1e-3, 1e5, args=(draw,), xtol=1e-12, rtol=1e-14)
    return ours, time.perf_counter() - started


if __name__ == "__main__":
    main()
