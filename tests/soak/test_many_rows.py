"""A million rows are checked within a minute and 1.5 GB."""

import subprocess
import sys
from pathlib import Path

from goldenbridge.programme.scaffold import scaffold

ROWS = 1_000_000
READ = """
import resource, sys, time
from pathlib import Path
from goldenbridge.programme.folder import examine
before = time.perf_counter()
programme, faults = examine(Path(sys.argv[1]))
seconds = time.perf_counter() - before
peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(len(programme.observations), len(faults), seconds, peak_kb / 1e6)
"""


def test_a_million_rows_are_checked_in_a_minute(tmp_path: Path) -> None:
    folder = tmp_path / "example"
    scaffold(folder)
    header = (folder / "statistics" / "northland.csv").read_text("utf-8").partition("\n")[0]
    with (folder / "statistics" / "many.csv").open("w", encoding="utf-8") as file:
        file.write(f"{header}\n")
        for number in range(ROWS):
            month = f"{1900 + number % 120}-{1 + number // 120 % 12:02d}"
            day = number // 1440
            vintage = f"{2025 + day // 336}-{1 + day // 28 % 12:02d}-{1 + day % 28:02d}"
            row = f"turnover,nl,{month},{number % 977}.5,USD mn,assumed,preliminary,low,{vintage}"
            file.write(f"{row},invented,row {number},\n")
    done = subprocess.run(
        [sys.executable, "-c", READ, str(folder)], capture_output=True, text=True, check=True
    )
    rows, faults, seconds, peak_gb = done.stdout.split()
    assert (int(rows), int(faults)) == (ROWS + 22, 0)
    assert float(seconds) < 60
    assert float(peak_gb) < 1.5
