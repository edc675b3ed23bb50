"""What every benchmark shares: the machine, the median time of runs, the closing JSON line."""

import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any


def machine() -> dict[str, Any]:
    """Cores this process may use, and the name of the CPU."""
    usable = getattr(os, "sched_getaffinity", None)
    return {"cores": len(usable(0)) if usable else os.cpu_count(), "CPU": _cpu()}


def median_seconds(work: Callable[[], object], *, runs: int = 3) -> float:
    """Median wall-clock time of `runs` calls of `work`, in seconds."""
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def target(name: str, goal: str, value: float, *, met: bool) -> dict[str, Any]:
    """One promise of the project: what was aimed at, what was reached, whether that is enough."""
    return {"name": name, "goal": goal, "value": value, "met": met}


def report(
    name: str,
    figures: Mapping[str, Mapping[str, Any]],
    ratios: Mapping[str, float],
    targets: Sequence[Mapping[str, Any]],
) -> None:
    """Print the result as one line of JSON, which is the last line of a benchmark.

    `figures` are {name: {value, unit}}; `ratios` are ours against a peer, {name: value}.
    """
    result = {
        "name": name,
        "machine": machine(),
        "figures": figures,
        "ratios": ratios,
        "targets": targets,
    }
    print(json.dumps(result, ensure_ascii=False))


def _cpu() -> str:
    """The name of the CPU as Linux tells it, else what Python knows."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
