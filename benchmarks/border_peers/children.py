"""What is measured in processes of its own: memory and start-up.

`python -m benchmarks.border_peers.children DAYS` runs W2 once and prints the peak of its memory.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FLOOR = "import numpy, numba"
SHORT = 1  # days, for start-up
_STATUS = Path("/proc/self/status")


def peak_mb() -> float:
    """Peak resident memory of this process so far, in MB."""
    if _STATUS.exists():
        for line in _STATUS.read_text(encoding="ascii").splitlines():
            # unlike ru_maxrss it does not begin at what the parent had
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def memory(days: int) -> float:
    """Peak memory in MB of a process that runs W2 for so many days."""
    return float(_run([*_SELF, str(days)]).stdout)


def seconds(module: str) -> float:
    """Seconds of a new process that imports a module and ends."""
    return _seconds([sys.executable, "-c", f"import {module}"])


def start_up(runs: int) -> tuple[float, float, list[float]]:
    """A new process that runs a day of W2: with nothing compiled yet, and afterwards.

    The seconds and the peak memory in MB of the first, and the seconds of the others.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = [*_SELF, str(SHORT)]
        started = time.perf_counter()
        peak = float(_run(command, NUMBA_CACHE_DIR=folder).stdout)
        cold = time.perf_counter() - started
        return cold, peak, [_seconds(command, NUMBA_CACHE_DIR=folder) for _ in range(runs)]


def floor(runs: int) -> list[float]:
    """Seconds of a new process that imports numpy and numba and ends."""
    return [_seconds([sys.executable, "-c", FLOOR]) for _ in range(runs)]


_SELF = [sys.executable, "-m", "benchmarks.border_peers.children"]


def _run(command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    changed = {**os.environ, **environment}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=changed)


def _seconds(command: list[str], **environment: str) -> float:
    started = time.perf_counter()
    _run(command, **environment)
    return time.perf_counter() - started


def main() -> None:
    """Run W2 for the number of days given and print the peak memory in MB."""
    from benchmarks.border_peers import ours  # noqa: PLC0415 - only the child pays for it
    from benchmarks.border_peers.workloads import DAY  # noqa: PLC0415 - as above

    ours.border(int(sys.argv[1]) * DAY, 1)
    print(peak_mb())


if __name__ == "__main__":
    main()
