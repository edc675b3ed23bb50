"""A programme folder is read and checked; every fault in it is listed in one run."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

from goldenbridge.errors import Fault, ProgrammeError, RuleError
from goldenbridge.operations.rules import read_rules
from goldenbridge.programme import basin, border, design, measures, plan, tables, toml
from goldenbridge.programme.blocks import fill_in
from goldenbridge.programme.checks import Checks, horizon
from goldenbridge.programme.faults import Log
from goldenbridge.programme.layout import (
    BASIN,
    BORDER,
    COMMITMENTS,
    DESIGN,
    HOMES,
    MEASURES,
    OBSERVATIONS,
    OPERATIONS,
    PARTNERS,
    PLAN,
    PROGRAMME,
    REFERENCE,
    REQUIRED,
    STRUCTURED,
    TABLES,
    BasinFile,
    BorderFile,
    CommitmentsFile,
    DesignFile,
    MeasuresFile,
    PlanFile,
)
from goldenbridge.programme.model import Programme
from goldenbridge.programme.records import Made, Maker, Record

_Check = Callable[[Record, toml.Table, Log], None]

DEFAULT = "kazakhstan-kyrgyzstan"
"""The shipped programme a command works on when none is named."""


def load(folder: Path | str) -> Programme:
    """Read the programme in `folder`.

    Raises ProgrammeError with every fault of the folder.
    """
    programme, faults = examine(Path(folder))
    if programme is None:
        raise ProgrammeError(str(folder), faults)
    return programme


def examine(folder: Path) -> tuple[Programme | None, tuple[Fault, ...]]:
    """Read the programme in `folder` and check it: the programme, or every fault in order."""
    reading = _Reading(folder)
    try:
        programme = reading.programme()
    except OSError as error:
        programme = None
        reading.log(str(folder)).note(0, "", _reason(error), "a folder that can be read")
    return (None if reading.faults else programme), tuple(sorted(reading.faults))


def shipped() -> dict[str, Path]:
    """The programme folders that come with the package, by name."""
    folders = sorted(path.parent for path in _package().glob(f"*/{PROGRAMME}"))
    return {folder.name: folder for folder in folders}


def _package() -> Path:
    return Path(str(resources.files("goldenbridge") / "programmes"))


def _reason(error: Exception) -> str:
    return f"unreadable ({getattr(error, 'strerror', None) or error})"


class _Reading:
    """One reading of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.names: dict[str, set[str] | None] = dict.fromkeys(HOMES)
        self.checks = Checks()
        self.rules = self.checks.rules()

    def log(self, file: str) -> Log:
        return Log(os.fsencode(file).decode("utf-8", "replace"), self.faults)

    def programme(self) -> Programme | None:
        """The programme, or None where it cannot be made; faults are noted either way."""
        if not self.folder.is_dir():
            found = "a file" if self.folder.exists() else "no such folder"
            allowed = "a programme folder; `goldenbridge new FOLDER` makes one"
            self.log(str(self.folder)).note(0, "", found, allowed)
            return None
        self._strangers()
        roots = {file: self._root(file) for file in STRUCTURED}
        made = self._record(Programme, PROGRAMME, roots[PROGRAMME])
        rows: dict[str, Any] = {
            part.field: tuple(self._rows(file)) for file, part in TABLES.items()
        }
        promises = self._record(CommitmentsFile, COMMITMENTS, roots[COMMITMENTS])
        crossings = self._checked(BorderFile, BORDER, roots[BORDER], border.check)
        built = self._designs(roots[DESIGN], crossings)
        waters = self._checked(BasinFile, BASIN, roots[BASIN], basin.check)
        self._sold(waters, crossings, roots[BASIN])
        planned = self._measures(roots[MEASURES], crossings, waters)
        agreed = self._checked(PlanFile, PLAN, roots[PLAN], plan.check)
        self.faults.extend(self.checks.faults())
        self._horizon(made.values, roots[PROGRAMME], rows["observations"])
        self._operations()
        if made.record is None or promises.record is None:
            return None
        if crossings is None or planned is None or built is None:
            return None
        if waters is None or agreed is None:
            return None
        return replace(
            made.record,
            commitments=promises.record.commitments,
            figures=crossings.figures,
            sites=crossings.sites,
            demands=crossings.demands,
            border_scenarios=crossings.scenarios,
            freight=crossings.freight,
            goods=crossings.goods,
            measures=planned.measures,
            scenarios=planned.scenarios,
            plans=agreed.plans,
            plan_measures=agreed.measures,
            sessions=agreed.sessions,
            designs=built.designs,
            basin_figures=waters.figures,
            basins=waters.basins,
            **rows,
        )

    def _checked(
        self, record: type[Record], file: str, root: toml.Table | None, check: _Check[Record]
    ) -> Record | None:
        """The whole of a file whose numbers may be named by id and whose blocks hang together."""
        if root is None:
            return None
        log = self.log(file)
        fill_in(root, record, log)
        made = self._record(record, file, root)
        if made.record is not None:
            check(made.record, root, log)
        return made.record

    def _measures(
        self, root: toml.Table | None, crossings: BorderFile | None, waters: BasinFile | None
    ) -> MeasuresFile | None:
        if root is None:
            return None
        made = self._record(MeasuresFile, MEASURES, root)
        if made.record is not None and crossings is not None and waters is not None:
            measures.check(made.record, crossings, waters, root, self.log(MEASURES))
        return made.record

    def _sold(
        self, waters: BasinFile | None, crossings: BorderFile | None, root: toml.Table | None
    ) -> None:
        if waters is not None and crossings is not None and root is not None:
            basin.check_goods(waters, crossings, root, self.log(BASIN))

    def _designs(self, root: toml.Table | None, crossings: BorderFile | None) -> DesignFile | None:
        if root is None:
            return None
        made = self._record(DesignFile, DESIGN, root)
        if made.record is not None and crossings is not None:
            design.check(made.record, crossings, root, self.log(DESIGN))
        return made.record

    def _operations(self) -> None:
        """Note the first fault of the rules of the complex, where the folder has them."""
        text = self._text(OPERATIONS)
        try:
            if text:
                read_rules(text)
        except RuleError as error:
            self.log(OPERATIONS).note(0, error.field, error.found, error.allowed)

    def _horizon(self, values: dict[str, Any], root: toml.Table | None, measured: Any) -> None:
        if root is not None and "horizon" in values:
            wrong = horizon(values["horizon"], measured)
            if wrong is not None:
                self.log(PROGRAMME).note(root.at("horizon"), "horizon", *wrong)

    def _strangers(self) -> None:
        """Note tables whose name has no place in the folder: most are misspelt."""
        for inside in ("", "reference/"):
            known = REFERENCE if inside else [*STRUCTURED, OPERATIONS, *TABLES]
            for name in self._list(inside):
                table = name.lower().endswith((".csv", ".toml"))
                if table and f"{inside}{name}" not in known:
                    log = self.log(f"{inside}{name}")
                    log.note(0, "", "not a file of a programme folder", ", ".join(known))

    def _root(self, file: str) -> toml.Table | None:
        """The outermost table of a TOML file, None and noted where it cannot be read."""
        text = self._text(file)
        if text is None:
            return None
        root = toml.read(text, self.log(file))
        for kind, home in HOMES.items():
            if home.file == file:
                self.names[kind] = _ids(root.values.get(home.field, []))
        return root

    def _record(self, record: type[Record], file: str, root: toml.Table | None) -> Made[Record]:
        if root is None:
            return Made({}, None)
        return Maker(record, self.names, self.rules).table(root, self.log(file))

    def _rows(self, file: str) -> Iterator[Any]:
        """The records of one table, which may be spread over several files."""
        maker = Maker[Any](TABLES[file].record, self.names, self.rules)
        ids: set[Any] = set()
        for name in self._statistics() if file == OBSERVATIONS else [file]:
            text = self._text(name)
            if text is None:
                ids.add(None)
            elif text:
                for row in maker.rows(text, self.log(name)):
                    ids.add(row.values.get("id"))
                    if row.record is not None:
                        yield row.record
        for kind, home in HOMES.items():
            if home.file == file:
                self.names[kind] = None if None in ids else ids

    def _statistics(self) -> list[str]:
        names = [name for name in self._list("statistics") if name.lower().endswith(".csv")]
        return [file for file in (f"statistics/{name}" for name in names) if file != PARTNERS]

    def _list(self, inside: str) -> list[str]:
        """The names in a folder inside the folder, hidden ones left out."""
        place = self.folder / inside
        names = [path.name for path in place.iterdir()] if place.is_dir() else []
        return sorted(name for name in names if not name.startswith("."))

    def _text(self, file: str) -> str | None:
        """The text of a file; empty where it is absent and may be, None and noted on a fault."""
        own = file if os.path.lexists(self.folder / file) else ""
        root = _package() if not own and file in REFERENCE else self.folder
        path, log = root / file, self.log(file)
        if not os.path.lexists(path):
            if file not in REQUIRED:
                return ""
            log.note(0, "", "no such file", f"a folder with {', '.join(REQUIRED)}")
            return None
        try:
            if not path.resolve().is_relative_to(root.resolve()):
                log.note(0, "", "a link out of the folder", "a file inside the folder")
                return None
            if path.is_file():
                return tables.decode(path.read_bytes(), log)
        except (OSError, RuntimeError) as error:
            log.note(0, "", _reason(error), "a file that can be read")
            return None
        log.note(0, "", "something else than a file", "a text file")
        return None


def _ids(blocks: Any) -> set[str] | None:
    """The ids in the blocks of one kind; None when one of them has none that can be read."""
    rows = blocks if isinstance(blocks, list) else [None]
    ids = [row.values.get("id") if isinstance(row, toml.Table) else None for row in rows]
    names = [str(name).strip() for name in ids if isinstance(name, str | int | float)]
    return set(names) if len(names) == len(ids) else None
