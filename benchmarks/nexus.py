"""How fast water is planned, simulated and shared, beside linopy with HiGHS and Pywr.

python -m benchmarks.nexus [--quick] [--peers PYTHON]; PYTHON is that of an environment of its own
with linopy, highspy < 1.16 and Pywr (GPL) installed. Without it what stands beside them is left
out. Pywr follows the same inflows and releases without evaporation, but solves a small linear
programme at every step. The frontier stands beside the same corners solved from nothing, and one
common protocol beside HiGHS as it comes.
"""

import argparse
import json
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.harness import median_seconds, report, target
from goldenbridge.nexus.bargaining import trace
from goldenbridge.nexus.basin import Basin
from goldenbridge.nexus.deal import negotiate
from goldenbridge.nexus.ending import water_value
from goldenbridge.nexus.lp import Builder, Programme
from goldenbridge.nexus.members import draw
from goldenbridge.nexus.model import Cuts
from goldenbridge.nexus.physics import Traces, simulate
from goldenbridge.nexus.plans import Solver, first_reference, solve
from goldenbridge.nexus.sddp import Node, Noise, train
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


def frontier(basin: Basin, end: Cuts, members: int) -> tuple[float, float, float]:
    """Seconds for the corners of the frontier in a row and each from nothing, and the gap."""
    flows = draw(basin, members=members, seed=SEED)
    apart = negotiate(basin, members=members, seed=SEED, end=end).apart.goodwill
    sides = basin.at_table()
    _, solver = solve(
        basin, flows, dict.fromkeys(sides, 1.0), swaps=["kg-kz"], agreed=True, end=end
    )
    worth = [solver.model.worth[side] + solver.model.rules for side in sides]
    found: list[tuple[float, float]] = []

    def best(weight: float) -> tuple[float, float]:
        answer = solver.best({sides[0]: weight, sides[1]: 1 - weight})
        found.append((weight, answer.objective))
        first, second = (float((one * answer.columns).sum()) for one in worth)
        return first, second

    started = time.perf_counter()
    trace(best, (apart[sides[0]], apart[sides[1]]))
    warm = time.perf_counter() - started
    started, gap = time.perf_counter(), 0.0
    for weight, objective in found:
        cost = solver.model.objective({sides[0]: weight, sides[1]: 1 - weight})
        cold = Programme(solver.model.builder).maximise(cost).objective
        gap = max(gap, abs(cold - objective) / abs(cold))
    return warm, time.perf_counter() - started, gap


def protocol(basin: Basin, months: int, members: int) -> tuple[float, float, float]:
    """Seconds of one common protocol by HiGHS as it comes and by its interior point; the gap."""
    kept = tuple(replace(one, end_mm3=one.start_mm3) for one in basin.reservoirs)
    basin = replace(basin, reservoirs=kept)
    flows = draw(basin, members=members, months=months, seed=SEED)
    found = []
    for method in ("simplex", "ipm"):
        at = first_reference(basin, flows) + 3000
        solver = Solver.of(basin, flows, at, swaps=["kg-kz"], agreed=True)
        solver.programme.solver.setOptionValue("solver", method)
        started = time.perf_counter()
        optimum = solver.best(dict.fromkeys(basin.at_table(), 1.0)).objective
        found.append((time.perf_counter() - started, optimum))
    (plain, first), (inner, second) = found
    return plain, inner, abs(first - second) / abs(first)


def stages(count: int, outcomes: int, reservoirs: int) -> list[Node]:
    """Reservoirs that sell power together, the first of it dear: a case for SDDP."""
    flows = np.random.default_rng(SEED).gamma(4, 25, (count, outcomes, reservoirs))
    made = []
    for t in range(count):
        b = Builder()
        before, after = b.columns(reservoirs), b.columns(reservoirs, upper=1000.0)
        turbined, spilled = b.columns(reservoirs, upper=150.0), b.columns(reservoirs)
        firm, rest = b.columns(1, upper=60.0 * reservoirs), b.columns(1)
        terms = [(after, 1.0), (turbined, 1.0), (spilled, 1.0), (before, -1.0)]
        rows = b.rows((reservoirs,), terms, 0, 0)
        b.rows((1,), [(firm, 1.0), (rest, 1.0), (turbined[None], -1.0)], 0, 0)
        cost = np.zeros(b.columns_made)
        cost[firm] = 30 + 20 * np.cos(2 * np.pi * t / 12)
        cost[rest] = cost[firm] / 2
        noises = tuple(Noise(1 / outcomes, flow, flow) for flow in flows[t])
        follow = ((1.0, t + 1),) if t + 1 < count else ()
        made.append(Node(b, cost, before, after, rows, noises, follow, most=1e6))
    return made


def bound(passes: int) -> tuple[float, float]:
    """Seconds and bound of SDDP, 60 stages x 10 outcomes x 3 reservoirs."""
    started = time.perf_counter()
    trained = train(stages(60, 10, 3), np.full(3, 500.0), passes=passes, seed=SEED)
    return time.perf_counter() - started, trained.bounds[-1]


def run(python: str, name: str, words: Sequence[object], runs: int) -> dict[str, Any]:
    """What a peer prints, with the median of its seconds."""
    command = [python, "-W", "ignore", str(PEERS / name), *map(str, words)]
    found: list[dict[str, Any]] = []
    for _ in range(runs):
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found.append(json.loads(done.stdout.strip().splitlines()[-1]))
    return found[0] | {"seconds": median(one["seconds"] for one in found)}


def followed(basin: Basin) -> tuple[Basin, Floats, Floats]:
    """A reservoir without evaporation, its inflows and releases that spill and fall short."""
    dry = tuple(replace(one, evaporation_mm=()) for one in basin.reservoirs)
    basin = replace(basin, reservoirs=dry)
    release = np.tile([900.0, 1100, 1300, 1400, 1200, 700, 600, 900, 1000, 1000, 900, 800], 20)
    return basin, draw(basin, members=100, months=240, seed=SEED), release[None]


def beside_pywr(python: str, runs: int) -> tuple[float, float, float]:
    """Seconds of ours and of Pywr on the same releases, and the largest gap of a volume, Mm³."""
    basin, inflow, release = followed(load(shipped()[DEFAULT]).basins[0])
    ours = median_seconds(lambda: simulate(basin, inflow, release), runs=runs)
    traces: Traces = simulate(basin, inflow, release)
    one = basin.reservoirs[0]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "case.npz"
        sizes = {"full": one.full_mm3, "dead": one.dead_mm3, "start": one.start_mm3}
        np.savez(file, inflow=inflow[:, 0], release=release[0], **sizes)
        found = run(python, "pywr_peer.py", [file], runs)
    gap = np.abs(np.array(found["volumes"]) - traces.volume[:, 0, -1]).max()
    return ours, found["seconds"], float(gap)


def main() -> None:
    """Run every case and print the JSON line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--peers", default="")
    options = parser.parse_args()
    sizes, runs = ((48, 20, 3), 1) if options.quick else ((240, 100, 3), 3)
    members, months = (20, 24) if options.quick else (100, 60)
    naryn = load(shipped()[DEFAULT]).basins[0]
    ours = median_seconds(lambda: uncoupled(*sizes), runs=runs)
    end = water_value(naryn, seed=SEED)
    value_s = median_seconds(lambda: water_value(naryn, seed=SEED), runs=runs)
    deal_s = median_seconds(
        lambda: negotiate(naryn, members=members, seed=SEED, end=end), runs=runs
    )
    warm, cold, apart = frontier(naryn, end, members)
    plain, inner, gap = protocol(naryn, months, members // 2)
    short, long = (10, 20) if options.quick else (90, 400)
    (sddp_s, first), (_, last) = bound(short), bound(long)
    shape = " x ".join(map(str, sizes))
    name = f"frontier and split, {members} members"
    coupled = f"{months} x {members // 2}"
    figures = {
        f"uncoupled {shape} (months x members x reservoirs)": {"value": ours, "unit": "s"},
        name: {"value": deal_s, "unit": "s"},
        "corners of the frontier, one after the other": {"value": warm, "unit": "s"},
        "the same corners from nothing": {"value": cold, "unit": "s"},
        "difference of the corners": {"value": apart, "unit": "relative"},
        f"common protocol {coupled}, HiGHS as it comes": {"value": plain, "unit": "s"},
        f"common protocol {coupled}, interior point": {"value": inner, "unit": "s"},
        "difference of the protocols": {"value": gap, "unit": "relative"},
        "end value by SDDP, 24 months x 5": {"value": value_s, "unit": "s"},
        "SDDP 60 x 10 x 3": {"value": sddp_s, "unit": "s"},
        "bound of SDDP above that of a run four times as long": {
            "value": (first - last) / last,
            "unit": "relative",
        },
    }
    ratios = {
        "corners from nothing / one after the other": cold / warm,
        f"common protocol {coupled}, as it comes / interior point": plain / inner,
    }
    targets = [
        target(
            f"frontier, points and split with {members} members",
            "under 2 s",
            deal_s,
            met=deal_s < 2,
        ),
        target(
            "common protocol against one programme",
            "8 times",
            plain / inner,
            met=plain / inner >= 8,
        ),
        target(
            "SDDP 60 x 10 x 3 within 0.2 %",
            "under 5 s",
            sddp_s,
            met=sddp_s < 5 and first <= 1.002 * last,
        ),
    ]
    if options.peers:
        linopy = run(options.peers, "linopy_peer.py", [*sizes, SEED], runs)
        water_s, pywr_s, volume = beside_pywr(options.peers, runs)
        times = linopy["seconds"] / ours
        gap = abs(linopy["optimum"] - uncoupled(*sizes)) / abs(linopy["optimum"])
        figures[f"linopy with HiGHS, {shape}"] = {"value": linopy["seconds"], "unit": "s"}
        figures["difference of the optima"] = {"value": gap, "unit": "relative"}
        figures["mass balance 240 x 100 x 1"] = {"value": water_s, "unit": "s"}
        figures["Pywr, the same releases"] = {"value": pywr_s, "unit": "s"}
        figures["largest difference of a volume from Pywr"] = {"value": volume, "unit": "Mm³"}
        ratios["uncoupled members, linopy / ours"] = times
        ratios["mass balance, Pywr (a programme each step) / ours"] = pywr_s / water_s
        goal = "20 times faster than linopy with HiGHS"
        targets.append(target("uncoupled members", goal, times, met=times >= 20))
    report("nexus", figures, ratios, targets)


if __name__ == "__main__":
    main()
