"""Run every benchmark and write docs/benchmarks.md from the JSON line each of them ends with.

python scripts/bench.py [NAME ...] [--quick]; with names it runs those and leaves the page alone.
"""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
Row = dict[str, Any]


def run(name: str, options: list[str]) -> Row:
    """Run one benchmark, show what it prints, return the JSON object of its last line."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *options]
    last = ""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    if process.returncode:
        sys.exit(f"{name}: exit code {process.returncode}; {PAGE.name} is unchanged")
    result: Row = json.loads(last)
    return result


def rows(part: list[Row] | Row) -> list[Row]:
    """Turn [{...}], {name: {...}} or {name: value} into one list of flat rows."""
    if isinstance(part, list):
        return part
    return [
        {"name": name, **(value if isinstance(value, dict) else {"value": value})}
        for name, value in part.items()
    ]


def cell(value: object) -> str:
    """Write one value for a person."""
    if isinstance(value, bool):
        return "yes" if value else "**no**"
    if isinstance(value, list):
        return " – ".join(cell(item) for item in value)
    return f"{value:.4g}" if isinstance(value, float) else str(value).replace("|", "\\|")


def table(part: list[Row] | Row) -> list[str]:
    """Write rows as a Markdown table, a column per key."""
    records = rows(part)
    columns = list(dict.fromkeys(key for record in records for key in record))
    lines = [columns, ["---"] * len(columns)]
    lines += [[cell(record.get(column, "")) for column in columns] for record in records]
    return ["| " + " | ".join(line) + " |" for line in lines]


def page(results: list[Row]) -> str:
    """Write the whole page: per benchmark its machine, targets, ratios and figures."""
    today = datetime.now(tz=UTC).date()
    lines = [
        "# Benchmarks",
        "",
        f"Written by `make bench` on {today}. Each part is the last line that",
        "`python -m benchmarks.NAME` prints. A target that is not met stays in the list.",
    ]
    for result in results:
        machine = "; ".join(f"{row['name']} {row['value']}" for row in rows(result["machine"]))
        lines += ["", f"## {result['name']}", "", f"Machine: {machine}."]
        for part in ("targets", "ratios", "figures"):
            if result[part]:
                lines += ["", f"### {result['name']}: {part}", "", *table(result[part])]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run the benchmarks named on the command line; run all of them to write the page."""
    modules = sorted((ROOT / "benchmarks").glob("*.py"))
    found = [path.stem for path in modules if "__main__" in path.read_text(encoding="utf-8")]
    options = [argument for argument in sys.argv[1:] if argument.startswith("-")]
    names = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    if unknown := set(names) - set(found):
        sys.exit(f"benchmark: found {', '.join(sorted(unknown))}; allowed: {', '.join(found)}")
    results = [run(name, options) for name in names or found]
    if not names:
        PAGE.write_text(page(results), encoding="utf-8")
        print(f"wrote {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
