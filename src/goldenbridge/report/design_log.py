"""The years of every design simulated, kept in a file while a search runs."""

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from goldenbridge.border.design.costs import Prices
from goldenbridge.border.design.space import Levels
from goldenbridge.border.design.verdicts import Row
from goldenbridge.errors import OutputError
from goldenbridge.programme.writing import write_whole
from goldenbridge.report.design_asked import Asked


class YearLog:
    """One JSON line for each design; the first line is the question the years belong to.

    Raises OutputError where the file is of another question.
    """

    def __init__(self, path: Path | None, asked: Asked, prices: Prices, seed: int) -> None:
        self.path, self.known = path, dict[tuple[int, ...], dict[Levels, list[Row]]]()
        come = [prices[name] for one in asked.design.slots
                for name in (one.no_show, one.late, one.spread)]  # fmt: skip
        question = repr((asked[:4], come, seed))
        head = json.dumps({"question": hashlib.sha256(question.encode()).hexdigest()[:32]})
        self.lines = [head]
        if path is None or not path.exists():
            return
        lines = path.read_text("utf-8").splitlines()
        if lines[:1] != [head]:
            raise OutputError(f"--resume: found {path} of another question; allowed: a new file")
        for line in lines[1:]:
            with suppress(ValueError, KeyError, TypeError):
                row = json.loads(line)
                years = [Row(*year) for year in row["years"]]
                self.known.setdefault(tuple(row["slots"]), {})[tuple(row["levels"])] = years
                self.lines.append(line)

    def add(self, slots: tuple[int, ...], levels: Levels, rows: list[Row]) -> None:
        """Keep the years of a design; OutputError where the file cannot be written."""
        if self.path is not None:
            row = {"slots": slots, "levels": levels, "years": rows}
            self.lines.append(json.dumps(row))
            write_whole(self.path, "\n".join(self.lines) + "\n")
