"""How fast water is planned, simulated and shared, beside linopy with HiGHS.

python -m benchmarks.nexus [--quick] [--linopy PYTHON]; PYTHON is that of an environment of its own
with linopy and highspy < 1.16 installed. Without it the targets beside linopy are left out.
"""

import argparse
import json
import subprocess
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.harness import median_seconds, report, target
from goldenbridge.nexus.deal import negotiate
from goldenbridge.nexus.ending import water_value
from goldenbridge.nexus.lp import Builder, Programme
from goldenbridge.nexus.members import draw
from goldenbridge.nexus.physics import simulate
from goldenbridge.programme.folder import DEFAULT, load, shipped

PEER = Path(__file__).parent / "nexus_peers" / "linopy_peer.py"
SEED = 7
Floats = NDArray[np.float64]


def case(months: int, members: int, reservoirs: int) -> tuple[Floats, Floats]:
    """Inflow [member, reservoir, month] and price by month of reservoirs that share nothing."""
    inflow = np.random.default_rng(SEED).gamma(4, 25, (members, reservoirs, months))
    return inflow, 30 + 20 * np.cos(2 * np.pi * np.arange(months) / 12)


def uncoupled(months: int, members: int, reservoirs: int) -> float:
    """The optimum of all, member by member: one programme whose rows move, the basis kept."""
    inflow, price = case(months, members, reservoirs)
    b = Builder()
    volume, turbined, spilled = (
        b.columns(reservoirs, months, upper=most) for most in (1000.0, 150.0, 1e9)
    )
    terms = [(volume, 1.0), (turbined, 1.0), (spilled, 1.0)]
    earlier = np.concatenate([volume[:, :1], volume[:, :-1]], axis=1)
    back = np.broadcast_to(np.where(np.arange(months) > 0, -1.0, 0.0), volume.shape)
    rows = b.rows(volume.shape, [*terms, (earlier, back)], 0, 0)
    programme = Programme(b)
    cost = np.zeros(b.columns_made)
    cost[turbined] = price
    total = 0.0
    for member in inflow:
        comes = member.copy()
        comes[:, 0] += 500
        programme.bound_rows(rows, comes, comes)
        total += programme.maximise(cost).objective
    return total


def linopy(python: str, sizes: tuple[int, int, int], runs: int) -> tuple[float, float]:
    """Median seconds and the optimum of the peer."""
    command = [python, str(PEER), *map(str, sizes), str(SEED)]
    found: list[dict[str, Any]] = []
    for _ in range(runs):
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found.append(json.loads(done.stdout.strip().splitlines()[-1]))
    return median(one["seconds"] for one in found), found[0]["optimum"]


def main() -> None:
    """Run every case and print the JSON line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--linopy", default="")
    options = parser.parse_args()
    sizes, runs = ((48, 20, 3), 1) if options.quick else ((240, 100, 3), 3)
    naryn = load(shipped()[DEFAULT]).basins[0]
    ours = median_seconds(lambda: uncoupled(*sizes), runs=runs)
    members = 20 if options.quick else 100
    end = water_value(naryn, seed=SEED)
    value_s = median_seconds(lambda: water_value(naryn, seed=SEED), runs=runs)
    deal_s = median_seconds(
        lambda: negotiate(naryn, members=members, seed=SEED, end=end), runs=runs
    )
    inflow = draw(naryn, members=100, months=240, seed=SEED)
    release = np.full((1, 240), 900.0)
    water_s = median_seconds(lambda: simulate(naryn, inflow, release), runs=runs)
    shape = " x ".join(map(str, sizes))
    figures = {
        f"uncoupled {shape} (months x members x reservoirs)": {"value": ours, "unit": "s"},
        f"frontier and split, {members} members": {"value": deal_s, "unit": "s"},
        "end value by SDDP, 24 months x 5": {"value": value_s, "unit": "s"},
        "mass balance 240 x 100 x 1": {"value": water_s, "unit": "s"},
    }
    ratios: dict[str, float] = {}
    targets = [
        target(
            f"frontier, points and split with {members} members",
            "under 2 s",
            deal_s,
            met=deal_s < 2,
        )
    ]
    if options.linopy:
        theirs, optimum = linopy(options.linopy, sizes, runs)
        gap = abs(optimum - uncoupled(*sizes)) / abs(optimum)
        figures[f"linopy with HiGHS, {shape}"] = {"value": theirs, "unit": "s"}
        figures["difference of the optima"] = {"value": gap, "unit": "relative"}
        ratios["uncoupled members, linopy / ours"] = theirs / ours
        goal = "20 times faster than linopy with HiGHS"
        targets.append(target("uncoupled members", goal, theirs / ours, met=theirs / ours >= 20))
    report("nexus", figures, ratios, targets)


if __name__ == "__main__":
    main()
