"""How fast water is planned, simulated and shared, beside linopy with HiGHS and Pywr.

python -m benchmarks.nexus [--quick] [--peers PYTHON]; PYTHON is that of an environment of its own
with linopy, highspy < 1.16 and Pywr (GPL) installed. Without it what stands beside them is left
out. Pywr solves a small linear programme at every step, ours follows given releases.
"""

import argparse
import json
import subprocess
from collections.abc import Sequence
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

PEERS = Path(__file__).parent / "nexus_peers"
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


def peer(python: str, name: str, sizes: Sequence[int], runs: int) -> dict[str, Any]:
    """What a peer prints, with the median of its seconds."""
    command = [python, "-W", "ignore", str(PEERS / name), *map(str, (*sizes, SEED))]
    found: list[dict[str, Any]] = []
    for _ in range(runs):
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found.append(json.loads(done.stdout.strip().splitlines()[-1]))
    return found[0] | {"seconds": median(one["seconds"] for one in found)}


def main() -> None:
    """Run every case and print the JSON line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--peers", default="")
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
    if options.peers:
        linopy = peer(options.peers, "linopy_peer.py", sizes, runs)
        pywr = peer(options.peers, "pywr_peer.py", (240, 100), runs)
        times = linopy["seconds"] / ours
        gap = abs(linopy["optimum"] - uncoupled(*sizes)) / abs(linopy["optimum"])
        figures[f"linopy with HiGHS, {shape}"] = {"value": linopy["seconds"], "unit": "s"}
        figures["difference of the optima"] = {"value": gap, "unit": "relative"}
        figures["Pywr, 240 x 100 x 1"] = {"value": pywr["seconds"], "unit": "s"}
        ratios["uncoupled members, linopy / ours"] = times
        ratios["mass balance, Pywr (a programme each step) / ours"] = pywr["seconds"] / water_s
        goal = "20 times faster than linopy with HiGHS"
        targets.append(target("uncoupled members", goal, times, met=times >= 20))
    report("nexus", figures, ratios, targets)


if __name__ == "__main__":
    main()
