"""A plan that goes on from what was done, read from the ten-day sheet that was filled in."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from goldenbridge.errors import ChoiceError, Fault, ProgrammeError
from goldenbridge.nexus.basin import Basin
from goldenbridge.nexus.deal import Deal, negotiate
from goldenbridge.nexus.ending import water_value
from goldenbridge.nexus.members import draw
from goldenbridge.nexus.plans import replan

RESERVOIR, START, VOLUME = "reservoir", "start", "volume_actual_mm3"
_NEEDED = (RESERVOIR, START, "end", VOLUME)


@dataclass(frozen=True, slots=True)
class Done:
    """Where a year stands: the first month not done, its year, and volumes before it, Mm³."""

    year: int
    month: int
    volumes: dict[str, float]


@dataclass(slots=True)
class _Reading:
    name: str
    basin: Basin
    faults: list[Fault] = field(default_factory=list)
    ends: dict[tuple[int, int], dict[str, float]] = field(default_factory=dict)
    months: set[tuple[int, int]] = field(default_factory=set)

    def note(self, line: int, column: str, found: str, allowed: str) -> None:
        self.faults.append(Fault(self.name, line, column, found, allowed))

    def row(self, line: int, row: dict[str, str | None]) -> None:
        """One ten-day row; its volume counts where it ends a month."""
        known = {one.id: one for one in self.basin.reservoirs}
        one = known.get(row[RESERVOIR] or "")
        if one is None:
            self.note(line, RESERVOIR, repr(row[RESERVOIR]), ", ".join(known))
        days = []
        for column in (START, "end"):
            try:
                days.append(date.fromisoformat(row[column] or ""))
            except ValueError:
                self.note(line, column, repr(row[column]), "a day such as 2026-04-01")
        if one is None or len(days) < 2:
            return
        start, end = days
        self.months.add((start.year, start.month))
        text = (row[VOLUME] or "").strip()
        last = date.fromordinal(end.toordinal() + 1).day == 1
        if not text or not last:
            return
        try:
            volume = float(text)
        except ValueError:
            volume = math.nan
        if one.dead_mm3 <= volume <= one.full_mm3:
            self.ends.setdefault((start.year, start.month), {})[one.id] = volume
        else:
            allowed = f"{one.dead_mm3:g} to {one.full_mm3:g} Mm3"
            self.note(line, VOLUME, repr(text), allowed)


def read_done(text: str, name: str, basin: Basin) -> Done:
    """Where the year of a filled-in sheet stands.

    A month is done where every reservoir has a volume at its end and the months before are done.
    Raises ProgrammeError with every fault of the sheet, by line.
    """
    rows = csv.DictReader(io.StringIO(text))
    reading = _Reading(name, basin)
    lacking = [column for column in _NEEDED if column not in (rows.fieldnames or ())]
    if lacking:
        reading.note(1, lacking[0], "no such column", "the columns that --sheet writes")
    else:
        for row in rows:
            reading.row(rows.line_num, row)
    months = sorted(reading.months)
    done = 0
    while done < len(months) and len(reading.ends.get(months[done], ())) == len(basin.reservoirs):
        done += 1
    if not reading.faults and (flaw := _flaw([month for _, month in months], done, reading, basin)):
        reading.note(0, *flaw)
    if reading.faults:
        raise ProgrammeError(name, tuple(reading.faults))
    return Done(*months[done], reading.ends[months[done - 1]])


def _flaw(
    months: list[int], done: int, reading: _Reading, basin: Basin
) -> tuple[str, str, str] | None:
    """What is wrong with the months of a sheet as a whole: field, found, allowed."""
    if months != list(basin.months(len(months))) or len(months) != len(basin.months()):
        found = f"months {', '.join(map(str, months)) or 'none'}"
        return START, found, f"the twelve from month {basin.first_month}, each once"
    if done == 0:
        return VOLUME, "no month that is done", "a volume at the end of the first month at least"
    if done == len(months):
        return VOLUME, "a year that is over", "a month that is still to come"
    later = sorted(reading.ends)[done:]
    if later:
        year, month = later[0]
        return VOLUME, f"{year}-{month:02d} done after a month that is not", "no gap"
    return None


def going_on(deal: Deal, done: Done) -> Basin:
    """The basin from the month that is not done; power swapped so far is taken as agreed.

    Raises BasinError where more power is owed than the months left can give back.
    """
    before = deal.plan.months.index(done.month)
    swapped = {
        swap: (float(out[:before].sum()), float(deal.plan.back[swap][:before].sum()))
        for swap, out in deal.plan.out.items()
    }
    return replan(deal.basin, month=done.month, volumes_mm3=done.volumes, swapped_gwh=swapped)


def gone_on(deal: Deal, path: Path, *, members: int, asked: Sequence[str]) -> tuple[Deal, int]:
    """The agreement of the months left after the sheet at `path`, and the year of their first.

    Raises ChoiceError for a file that cannot be read, and as `read_done` and `negotiate`.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "no UTF-8 text"
        raise ChoiceError(f"--replan: {path}: {reason}; allowed: a ten-day sheet as CSV") from error
    done = read_done(text, str(path), deal.basin)
    later = going_on(deal, done)
    left = len(deal.plan.months) - deal.plan.months.index(done.month)
    inflow = draw(later, members=members, months=left, seed=deal.seed)
    valued = any(one.end_mm3 is None for one in deal.basin.reservoirs)
    end = water_value(deal.basin, seed=deal.seed) if valued else None
    return (
        negotiate(later, members=members, seed=deal.seed, asked=asked, inflow=inflow, end=end),
        done.year,
    )
