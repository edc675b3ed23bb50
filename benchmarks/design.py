"""The design of a site: the shipped complex, and a small one beside plain replications and peers.

python -m benchmarks.design [--quick] [--peers PYTHON]; PYTHON is that of an environment of its own
with simoptlib, whose solvers get the budget of replications that ours took.
"""

import argparse
import json
import os
import subprocess
import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import stdtrit
from tests.border.design.small import Kind, judge, space

from benchmarks import harness
from goldenbridge.border.compile import compile_site
from goldenbridge.border.design.costs import prices
from goldenbridge.border.design.plan import plan
from goldenbridge.border.design.search import Found, Search
from goldenbridge.border.design.space import Levels, Space
from goldenbridge.border.design.verdicts import LOOKS, SCALES, Judge, groups, measured
from goldenbridge.border.samples import Job, on_threads
from goldenbridge.border.simulation import seed_of
from goldenbridge.programme.folder import DEFAULT, load, shipped
from goldenbridge.report.design_asked import ask

PEER = Path(__file__).parent / "design_peer.py"
DAYS = 60
AT = SCALES.index(1.0)


def small() -> Space:
    """Four stations in a row, five axes, 3 125 designs."""
    kinds = [
        Kind(18, 0.8, 6e4, 9e3, 6, halves=True, least=2),
        Kind(25, 0.5, 9e4, 0, 7, halves=False, least=3),
        Kind(12, 0.0, 4e4, 0, 6, halves=False, least=2),
        Kind(35, 0.5, 1.4e5, 0, 8, halves=False, least=4),
    ]
    return space(kinds, 130, "95%, 3.2h, turned away 1%")


def plain(of: Space, asked: Judge, most: int) -> tuple[Levels | None, int, int]:
    """Designs by rising cost, each by as many years of trucks of its own, until one keeps it.

    The design, how many were simulated, and their trucks.
    """
    limits = np.array(asked.promise.limits)
    trucks = 0
    ordered = sorted(of.all(), key=lambda levels: (round(of.yearly(levels), 2), levels))
    for number, levels in enumerate(ordered[:most], start=1):
        model = compile_site(*of.built_at(levels), days=asked.days)
        work = partial(measured, groups=groups(model, asked.promise))
        jobs = [Job(model, seed_of(10_000 + number, n)) for n in range(LOOKS[-1])]
        rows: list[Any] = list(on_threads(os.cpu_count() or 1)(work, jobs))
        trucks += sum(row.trucks for row in rows)
        shares = np.array([row.shares[AT] for row in rows])
        half = stdtrit(len(rows) - 1, 0.975) * shares.std(axis=0, ddof=1) / len(rows) ** 0.5
        if (shares.mean(axis=0) + half <= limits).all():
            return levels, number, trucks
    return None, min(most, len(ordered)), trucks


def solvers(python: str, of: Space, asked: Judge, budget: int) -> dict[str, Levels]:
    """What each solver of simoptlib recommends after `budget` replications."""
    head = {
        "least": of.least, "most": of.most, "budget": budget,
        "limits": asked.promise.limits, "dearest": of.yearly(of.most),
    }  # fmt: skip
    found: dict[str, Levels] = {}
    with subprocess.Popen(
        [python, str(PEER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("pipes")
        process.stdin.write(json.dumps(head) + "\n")
        process.stdin.flush()
        for line in process.stdout:
            row = json.loads(line)
            levels = tuple(row["levels"])
            if "solver" in row:
                found[row["solver"]] = levels
                continue
            model = compile_site(*of.built_at(levels), days=asked.days)
            job = Job(model, seed_of(asked.seed, row["number"]))
            shares = measured(job, groups(model, asked.promise)).shares[AT]
            process.stdin.write(json.dumps({"cost": of.yearly(levels), "over": shares}) + "\n")
            process.stdin.flush()
    return found


def complex_(figures: dict[str, Any]) -> list[dict[str, Any]]:
    """The shipped complex at the promised turnover."""
    programme = load(shipped()[DEFAULT])
    asked = ask(programme)
    started = time.perf_counter()
    made = plan(
        asked.design, asked.site, asked.demand, prices(asked.design, programme.figures),
        asked.promise, budget=asked.budget, seed=2025,
    )  # fmt: skip
    seconds = time.perf_counter() - started
    figures["complex: designs"] = {"value": made.space_size, "unit": "designs"}
    figures["complex: designs simulated"] = {"value": made.designs, "unit": "designs"}
    figures["complex: trucks simulated"] = {"value": made.trucks, "unit": "trucks"}
    figures["complex: years simulated"] = {"value": made.years, "unit": "years"}
    figures["complex: proven"] = {"value": made.complete, "unit": "whether"}
    figures["complex: cost"] = {
        "value": round(made.found.space.yearly(made.found.levels)), "unit": "USD a year",
    }  # fmt: skip
    return [
        harness.target("complex: time", "at most 180 s", round(seconds, 1), met=seconds <= 180),
        harness.target(
            "complex: confidence", "at least 0.95", round(made.confidence, 4),
            met=made.confidence >= 0.95 and made.complete,
        ),
    ]  # fmt: skip


def main() -> None:
    """Measure everything and print; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="without the shipped complex")
    parser.add_argument("--peers", default="")
    options = parser.parse_args()
    figures: dict[str, Any] = {
        "load of the machine before": {"value": round(os.getloadavg()[0], 2), "unit": "processes"}
    }
    ratios: dict[str, float] = {}
    problem = small()
    asked = judge(problem, days=DAYS)
    asked.mapper = on_threads(os.cpu_count() or 1)
    found = Search(problem, asked).run()
    if not isinstance(found, Found):
        raise SystemExit("the small problem has no solution")
    cost = problem.yearly(found.levels)
    replications = sum(len(rows) for rows in asked.rows.values())
    print(f"ours   {found.levels} {cost:,.0f} USD a year, {asked.trucks:,} trucks")
    same, simulated, trucks = plain(problem, asked, most=problem.size)
    print(f"plain  {same} after {simulated} of {problem.size} designs, {trucks:,} trucks")
    figures |= {
        "small: cost, ours": {"value": round(cost), "unit": "USD a year"},
        "small: trucks, ours": {"value": asked.trucks, "unit": "trucks"},
        "small: cost, plain": {
            "value": round(problem.yearly(same)) if same else None, "unit": "USD a year",
        },
        "small: trucks, plain": {"value": trucks, "unit": "trucks"},
    }  # fmt: skip
    fewer = trucks / asked.trucks
    ratios["small: trucks, plain / ours"] = round(fewer, 1)
    targets = [harness.target("fewer trucks than plain replications", "at least 10×",
                              round(fewer, 1), met=fewer >= 10)]  # fmt: skip
    if options.peers:
        for name, levels in solvers(options.peers, problem, asked, replications).items():
            kept = asked(levels).kept
            worth = problem.yearly(levels)
            print(f"{name:8}{levels} {worth:,.0f} USD a year, keeps the promise: {kept}")
            figures[f"small: cost, {name}"] = {
                "value": round(worth), "unit": "USD a year",
            }  # fmt: skip
            figures[f"small: {name} keeps the promise"] = {"value": bool(kept), "unit": "whether"}
            ratios[f"small: cost, {name} / ours"] = round(worth / cost, 3)
    if not options.quick:
        targets += complex_(figures)
    harness.report("design", figures, ratios, targets)


if __name__ == "__main__":
    main()
