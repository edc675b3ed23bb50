"""How fast is the border engine against its peers, and do they all tell the same waits?

python -m benchmarks.border_engine [--quick]; needs the extra `bench`, and g++ for the reference.
Takes about fifteen minutes; --quick runs fewer and shorter ones and takes about five.

W1 is M/M/8 at 90 % load; W2 is a year at a border post of five stations with two classes of truck,
arrivals by the hour of the week, shifts, inspections and a yard that turns trucks away when full
(`border_peers/workloads.py`). Every engine runs both on one thread: ours by its event calendar;
SimPy, salabim and cimba in two forms, one with a process for each truck and resources, and one with
a process for each server and stores; Ciw in its own; and a C++ program with the algorithm, draws
and counters of ours (-O3 -march=native), whose counters must equal ours to the last truck. A target
against a peer is one against its faster form. Slow engines run a week of W2 instead of a year.

Speeds are trucks per second of processor time, engines taken in turn, medians over at least three
runs; imports and compiling are left out of them and told apart. Memory and start-up are those of
processes of their own, start-up and the gain by threads in wall-clock time.

For agreement every engine runs the same unit of work with seeds of its own; see
`border_peers/agreement.py`.
"""

import argparse
import os
import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from benchmarks import harness
from benchmarks.border_peers import (
    children,
    cimba_peer,
    cimba_servers,
    ciw_peer,
    features,
    ours,
    pairing,
    reference,
    salabim_peer,
    salabim_servers,
    simpy_peer,
    simpy_servers,
    timing,
)
from benchmarks.border_peers import workloads as w
from benchmarks.border_peers.agreement import Agreement, agreement, show
from goldenbridge.border.runs import run_one

OURS, REFERENCE = "ours", "C++"
PEERS = {
    "cimba": cimba_peer,
    "cimba, servers": cimba_servers,
    "SimPy": simpy_peer,
    "SimPy, servers": simpy_servers,
    "Ciw": ciw_peer,
    "salabim": salabim_peer,
    "salabim, servers": salabim_servers,
}
SLOW = ("SimPy", "SimPy, servers", "Ciw", "salabim", "salabim, servers")
FASTER_THAN = {"cimba": 10, "SimPy": 130, "Ciw": 350, "salabim": 900}
UNIT_OF_W1 = 103_680  # customers of ten days
SPEED = "trucks/s"


@dataclass(frozen=True)
class Size:
    """How much is run: rounds of timing, W2 for fast engines, and units for agreement."""

    rounds: int
    minutes: float
    customers: int
    units: dict[str, int]
    start_ups: int


QUICK = Size(
    rounds=3,
    minutes=13 * w.WEEK,
    customers=3 * UNIT_OF_W1,
    units={OURS: 60, REFERENCE: 60, "cimba": 20, "cimba, servers": 20},
    start_ups=3,
)
FULL = Size(
    rounds=5,
    minutes=w.YEAR,
    customers=10 * UNIT_OF_W1,
    units={OURS: 200, REFERENCE: 200, "cimba": 60, "cimba, servers": 60}
    | {"SimPy": 20, "SimPy, servers": 20, "Ciw": 12, "salabim": 8, "salabim, servers": 8},
    start_ups=7,
)


class Report:
    """The figures, ratios and targets as they come."""

    def __init__(self) -> None:
        self.figures: dict[str, dict[str, Any]] = {}
        self.ratios: dict[str, float] = {}
        self.targets: list[dict[str, Any]] = []

    def figure(self, name: str, value: float | str, unit: str) -> None:
        """Keep a figure, rounded to four significant digits."""
        kept = value if isinstance(value, (bool, str)) else float(f"{value:.4g}")
        self.figures[name] = {"value": kept, "unit": unit}

    def target(self, name: str, goal: str, value: float, *, met: bool) -> None:
        """Keep a target."""
        self.targets.append(harness.target(name, goal, float(f"{value:.4g}"), met=met))


def engines() -> dict[str, Any]:
    """The modules that run W1 and W2, by name; without the reference where there is no g++."""
    found = {OURS: ours, REFERENCE: reference, **PEERS}
    if reference.compiler() is None:
        print("no g++ here: the C++ reference is left out")
        del found[REFERENCE]
    return found


def prepare(modules: Mapping[str, Any], report: Report) -> None:
    """Compile what is compiled at a first run, and tell how long that and importing take."""
    print(f"{'seconds':18}{'first W1':>10}{'first W2':>10}")
    for name, module in modules.items():
        queue = timing.first_run(partial(module.queue, round(UNIT_OF_W1 / 10)))
        border = timing.first_run(partial(module.border, w.DAY))
        report.figure(f"{name}: first run of W1 and of W2 with compiling", queue + border, "s")
        print(f"{name:18}{queue:10.2f}{border:10.2f}")
    for name in FASTER_THAN:
        seconds = children.seconds(name.lower())
        report.figure(f"{name}: import in a new process", seconds, "s")
        print(f"{'import ' + name:18}{seconds:10.2f}")
    print()


def speeds(
    workload: str, works: Mapping[str, timing.Work], rounds: int, report: Report
) -> dict[str, timing.Timed]:
    """Time the engines in turn on one workload and tell the ratios."""
    timed = timing.in_turn(works, rounds)
    mine = timed[OURS].speed
    for name, one in timed.items():
        ratio = mine / one.speed
        report.figure(f"{workload}, {name}: speed", one.speed, SPEED)
        if name != OURS:
            report.ratios[f"{workload}: speed, ours / {name}"] = float(f"{ratio:.3g}")
        spread = f"{min(one.speeds):,.0f} to {max(one.speeds):,.0f}"
        print(f"{workload} {name:18}{one.speed:12,.0f} trucks/s ({spread}){ratio:10.2f}")
    print()
    return timed


def agree(
    workload: str,
    modules: Mapping[str, Any],
    timed: Mapping[str, timing.Timed],
    size: Size,
    report: Report,
) -> Agreement:
    """Compare the waits of all engines over equal units of work."""
    outcomes = {}
    for number, (name, module) in enumerate(modules.items()):
        run = partial(module.queue, UNIT_OF_W1)
        if workload == "W2":
            run = partial(module.border, w.WEEK)
        told = list(timed[name].outcomes) if name in SLOW else []
        first = 10_000 + 1000 * number  # seeds that no timed run has
        more = size.units.get(name, 0) - len(told)
        outcomes[name] = told + [run(first + unit) for unit in range(more)]
    found = agreement(outcomes)
    rows = ["bank"]
    if workload == "W2":
        rows = [f"{station.name}, {name}" for station in w.STATIONS for name in w.CLASSES]
    show(found, rows)
    report.figure(f"{workload}: largest |z|", found.worst, f"bound {found.bound:.2f}")
    return found


def works_of(workload: str, modules: Mapping[str, Any], size: Size) -> dict[str, timing.Work]:
    """The run of each engine that is timed; ours and the reference are short and run thrice."""
    works = {}
    for name, module in modules.items():
        run = partial(module.queue, UNIT_OF_W1 if name in SLOW else size.customers)
        if workload == "W2":
            run = partial(module.border, w.WEEK if name in SLOW else size.minutes)
        works[name] = timing.Work(run, 1 if name in PEERS else 3)
    return works


def against_peers(size: Size, report: Report) -> None:
    """Both workloads by every engine: speed and agreement."""
    modules = engines()
    prepare(modules, report)
    found = {}
    for workload in ("W1", "W2"):
        timed = speeds(workload, works_of(workload, modules, size), size.rounds, report)
        found[workload] = agree(workload, modules, timed, size, report)
    report.figure("agree", all(one.agree for one in found.values()), "no |z| above its bound")
    exact, mean = w.erlang_c_wait(), float(found["W1"].means[OURS].item())
    print(f"W1 exact mean wait {exact:.4f} min, ours {mean:.4f}\n")
    report.figure("W1, ours: mean wait over Erlang's", mean / exact, "ratio")
    for name, goal in FASTER_THAN.items():
        forms = [form for form in PEERS if form.partition(",")[0] == name]
        ratio = min(report.ratios[f"W2: speed, ours / {form}"] for form in forms)
        report.target(f"W2 against {name}", f"at least {goal}×", ratio, met=ratio >= goal)
    if REFERENCE in modules:
        against_reference(size, report)


def against_reference(size: Size, report: Report) -> None:
    """The target on C++, and whether its counters equal ours."""
    ratio = report.ratios[f"W2: speed, ours / {REFERENCE}"]
    report.target("W2 against C++", "at least 0.8×", ratio, met=ratio >= 0.8)
    model = ours.border_model(size.minutes)
    counts, same = run_one(model, seed=1), reference.run(model, 1)
    equal = all((getattr(counts, name) == getattr(same, name)).all() for name in reference.COUNTERS)
    print(f"counters of ours and of C++ with the same seed are {'' if equal else 'NOT '}equal\n")
    report.figure("W2: counters equal those of C++", equal, "every counter")


def variance(report: Report) -> None:
    """Paired comparison of two plans."""
    found = pairing.pairing()
    print(f"{pairing.PAIRS} pairs of {pairing.DAYS} days, {pairing.describe(found)}")
    report.figure("variance of a difference: different seeds", found.independent, "min²")
    report.figure("variance of a difference: keyed draws", found.keyed, "min²")
    if found.sequential is not None:
        report.figure("variance of a difference: one stream", found.sequential, "min²")
    name = "variance reduction by keyed draws"
    report.target(name, "at least 10×", found.reduction, met=found.reduction >= 10)


def own(size: Size, report: Report) -> None:
    """What only this engine is asked: features, what-ifs, threads."""
    simple = report.figures[f"W2, {OURS}: speed"]["value"]
    for name, speed in features.speeds(size.minutes, size.rounds).items():
        slower = simple / speed
        print(f"{name:14}{speed:12,.0f} trucks/s, {slower:.2f}× slower than W2")
        report.figure(f"W2 with {name}: speed", speed, SPEED)
        report.target(f"W2 with {name}", "at most 2× slower", slower, met=slower <= 2)
    step, chain = features.what_if_ms(size.rounds)
    print(
        f"what-if        {step:12.1f} ms for a year of the exit, {chain:.1f} from the documents on"
    )
    report.figure("what-if from the documents on, three stations", chain, "ms a year")
    report.target("what-if", "at most 35 ms a station-year", step, met=step <= 35)
    gain = features.gain_by_threads(size.minutes, size.rounds)
    print(f"two threads    {gain:12.2f}×")
    report.target("two threads", "at least 1.8×", gain, met=gain >= 1.8)


def processes(size: Size, report: Report) -> None:
    """What is measured in processes of their own: start-up and memory."""
    cold, compiling, warm = children.start_up(size.start_ups)
    cached, floor = statistics.median(warm), statistics.median(children.floor(size.start_ups))
    print(f"start-up       {cached:12.2f} s cached, {cold:.2f} s cold, {floor:.2f} s the imports")
    report.figure("start-up, of it importing numpy and numba", floor, "s")
    report.target("start-up, cached", "at most 0.5 s", cached, met=cached <= 0.5)
    report.target("start-up, cold", "at most 6 s", cold, met=cold <= 6)
    print(f"memory         {compiling:12.0f} MB where the kernel is compiled")
    report.figure("peak memory where the kernel is compiled", compiling, "MB")
    children.memory(1)  # compiles, if need be
    for horizon, days in (("one year", 365), ("ten years", 3650)):
        peak = children.memory(days)
        print(f"memory         {peak:12.0f} MB, {horizon}")
        report.figure(f"peak memory, {horizon}", peak, "MB")
        report.target(f"peak memory, {horizon}", "at most 200 MB", peak, met=peak <= 200)
    print()


def main() -> None:
    """Measure everything and print; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer and shorter runs")
    size = QUICK if parser.parse_args().quick else FULL
    report = Report()
    others = os.getloadavg()[0]
    print(f"load of the machine before: {others:.2f}\n")
    report.figure("load of the machine before", others, "processes")
    against_peers(size, report)
    variance(report)
    own(size, report)
    processes(size, report)
    harness.report("border_engine", report.figures, report.ratios, report.targets)


if __name__ == "__main__":
    main()
