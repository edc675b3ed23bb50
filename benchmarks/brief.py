"""How long the whole brief takes, cold and warm, and how much memory it needs.

    python -m benchmarks.brief [--quick]

A process runs `goldenbridge brief` on the shipped programme with JSON and HTML written. Cold means
without any compiled bytecode of its own or its libraries; warm means with. The peer is the floor: a
process that imports the same libraries and does nothing.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.harness import report, target

_FLOOR = "import numpy, scipy.special, typer, rich.console, rich.table, jinja2"
# seconds to compute the brief, to draw its figures and to make the page of both
_PAGE = """
import time
from goldenbridge.programme.folder import DEFAULT, load, shipped
from goldenbridge.report.as_html import as_html
from goldenbridge.report.brief import brief
from goldenbridge.report.pictures import pictures
programme = load(shipped()[DEFAULT])
brief(programme, drawn=True)
times = [time.perf_counter()]
for drawn in (False, True):
    made = brief(programme, drawn=drawn)
    times.append(time.perf_counter())
as_html(made)
times.append(time.perf_counter())
print(times[2] - 2 * times[1] + times[0], times[3] - times[2])
"""
_IMPORT = (
    "import time; t = time.perf_counter(); import goldenbridge; print(time.perf_counter() - t)"
)


def _seconds(command: list[str], environment: dict[str, str] | None = None) -> float:
    started = time.perf_counter()
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **(environment or {})}
    )
    return time.perf_counter() - started


def _peak_mb(command: list[str]) -> float:
    """Peak resident memory of one process, in MB, as the kernel counts it."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"{command} failed")
    return usage.ru_maxrss / 1024


def main() -> None:
    """Measure and print; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three runs of each instead of nine")
    runs = 3 if parser.parse_args().quick else 9
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        files = ["--json", str(out / "brief.json"), "--html", str(out / "brief.html")]
        brief = [python, "-m", "goldenbridge", "brief", *files]
        cold = _seconds(brief, {"PYTHONPYCACHEPREFIX": str(out / "cold")})
        warm, floor, imported, drawn, rendered = [], [], [], [], []
        for _ in range(runs):
            warm.append(_seconds(brief))
            floor.append(_seconds([python, "-c", _FLOOR]))
            told = subprocess.run([python, "-c", _IMPORT], check=True, capture_output=True)
            imported.append(float(told.stdout))
            told = subprocess.run([python, "-c", _PAGE], check=True, capture_output=True)
            for times, seconds in zip((drawn, rendered), told.stdout.split(), strict=True):
                times.append(float(seconds))
        peak = _peak_mb(brief)
        size = (out / "brief.html").stat().st_size / 1e6
    seconds, base = statistics.median(warm), statistics.median(floor)
    load, draw, render = map(statistics.median, (imported, drawn, rendered))
    print(f"brief    warm {seconds:.2f} s, cold {cold:.2f} s, peak {peak:.0f} MB")
    print(f"floor    {base:.2f} s for the imports alone")
    print(f"page     {draw:.2f} s to draw the figures, {render:.2f} s to render, {size:.2f} MB")
    print(f"import   {load:.3f} s for `import goldenbridge`")
    report(
        "brief",
        {
            "warm": {"value": round(seconds, 3), "unit": "s"},
            "cold": {"value": round(cold, 3), "unit": "s"},
            "floor": {"value": round(base, 3), "unit": "s"},
            "import": {"value": round(load, 4), "unit": "s"},
            "draw": {"value": round(draw, 3), "unit": "s"},
            "render": {"value": round(render, 3), "unit": "s"},
            "peak memory": {"value": round(peak, 1), "unit": "MB"},
            "HTML": {"value": round(size, 3), "unit": "MB"},
        },
        {"warm brief over its imports": round(seconds / base, 2)},
        [
            target("whole process, warm", "at most 3 s", round(seconds, 3), met=seconds <= 3),
            target("peak memory", "at most 250 MB", round(peak, 1), met=peak <= 250),
            target("page", "under 1.5 MB", round(size, 3), met=size < 1.5),
            target("import goldenbridge", "at most 0.3 s", round(load, 4), met=load <= 0.3),
        ],
    )


if __name__ == "__main__":
    main()
