"""Rows and tables of text become records; every fault on the way is noted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from goldenbridge.errors import CellError
from goldenbridge.language.cells import KINDS, Dated, Moment, Spec, read_cell, specs
from goldenbridge.programme import tables
from goldenbridge.programme.faults import Log
from goldenbridge.programme.layout import HOMES, nested
from goldenbridge.programme.toml import UNREAD, Table

Record = TypeVar("Record")
Names = Mapping[str, set[str] | None]
"""The ids of each key of HOMES; None while they cannot be known, which switches the check off."""

_SHOWN_IDS = 20
_CACHED = 1 << 16


Wrong = tuple[str, str]
"""What was found and what is allowed."""


class Place(NamedTuple):
    """Where a row or a key stands."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Rule(NamedTuple):
    """A check beyond one cell.

    `test(place, *values)` gets the place of `field` and the values of the fields `needs`, and
    returns what is wrong or None. It is skipped where one of them could not be read.
    """

    field: str
    needs: tuple[str, ...]
    test: Callable[..., Wrong | None]


class Made(NamedTuple, Generic[Record]):
    """A row: the values that could be read, and the record when all of them could."""

    values: dict[str, Any]
    record: Record | None


class Maker(Generic[Record]):
    """Makes the records of one class; one maker serves all files that hold them."""

    def __init__(
        self,
        record: type[Record],
        names: Names,
        rules: Mapping[type, Sequence[Rule]],
    ) -> None:
        self.record = record
        self.specs = specs(record)
        self.rules = rules.get(record, ())
        self.readers = {name: _reader(spec, names) for name, spec in self.specs.items()}
        self.cached = {
            name: reader if self.specs[name].kind == "number" else lru_cache(_CACHED)(reader)
            for name, reader in self.readers.items()
        }
        self.tables = {
            name: Maker[Any](child, names, rules) for name, child in nested(record).items()
        }

    def rows(self, text: str, log: Log) -> Iterator[Made[Record]]:
        """The rows of a CSV file, faulty ones too."""
        columns, missing, body = tables.read(text, self.specs, log)
        plan = [(self.cached[name], place) for name, place in columns.items()]
        absent = {
            name: KINDS[spec.kind].absent
            for name, spec in self.specs.items()
            if name not in columns and name not in missing
        }
        if not columns:
            yield Made({}, None)
        unread = dict.fromkeys(missing, UNREAD)
        for line, cells in body:
            if cells is None:
                yield Made({}, None)
                continue
            try:
                read = [reader(cells[place]) for reader, place in plan]
                values = dict(zip(columns, read, strict=True)) | absent
            except CellError:
                raw = {name: cells[place] for name, place in columns.items()}
                values = self._values(Table(line, raw | unread), log)
            yield self._made(values, Table(line), log)

    def table(self, table: Table, log: Log, path: str = "") -> Made[Record]:
        """The record of a TOML table; `path` is the name of its block with a point behind."""
        known = [*self.specs, *self.tables]
        for name in table.values:
            if name not in known:
                log.note(table.at(name), name, f"an unknown key {name!r}", ", ".join(known))
        values = self._values(table, log)
        for name, maker in self.tables.items():
            made = maker.blocks(table, f"{path}{name}", log)
            if made is not None and all(row.record is not None for row in made):
                values[name] = tuple(row.record for row in made)
        return self._made(values, table, log)

    def blocks(self, table: Table, path: str, log: Log) -> list[Made[Record]] | None:
        """The records of the `[[path]]` blocks in `table`; None where they cannot be read."""
        name = path.rpartition(".")[2]
        found = table.values.get(name, [])
        if found is UNREAD:
            return None
        if not isinstance(found, list) or not all(isinstance(item, Table) for item in found):
            log.note(table.at(name), name, "something else than blocks", f"[[{path}]]")
            return None
        return [self.table(item, log, f"{path}.") for item in found]

    def _values(self, table: Table, log: Log) -> dict[str, Any]:
        values = {}
        for name, reader in self.readers.items():
            raw = table.values.get(name)
            if raw is not UNREAD:
                try:
                    values[name] = reader(raw)
                except CellError as error:
                    log.cell(table.at(name), name, error)
        return values

    def _made(self, values: dict[str, Any], table: Table, log: Log) -> Made[Record]:
        row = Place(log.file, table.line)
        for field, needs, test in self.rules:
            try:
                args = [values[name] for name in needs]
            except KeyError:
                continue
            place = Place(log.file, table.lines[field]) if field in table.lines else row
            wrong = test(place, *args)
            if wrong is not None:
                log.note(place.line, field, *wrong)
        complete = len(values) == len(self.specs) + len(self.tables)
        return Made(values, self.record(**values) if complete else None)


def _reader(spec: Spec, names: Names) -> Callable[[Any], Any]:
    """Read a cell of `spec` and look up the ids it refers to."""
    kind = "event" if spec.kind == "moment" else spec.refers

    def read(raw: Any) -> Any:
        if isinstance(raw, Table) or (
            isinstance(raw, list) and any(isinstance(i, Table) for i in raw)
        ):
            raise CellError("a table", KINDS[spec.kind].allowed)
        value = read_cell(raw, spec)
        known = names.get(kind)
        if value and kind and known is not None:
            unknown = [repr(name) for name in _mentioned(value) if name not in known]
            if unknown:
                found = f"{', '.join(unknown)}, unknown as {kind}"
                raise CellError(found, _known(kind, known))
        return value

    return read


def _mentioned(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, tuple) else (value,):
        if isinstance(item, Moment):
            yield item.event
        else:
            yield item.party if isinstance(item, Dated) else item


def _known(kind: str, known: set[str]) -> str:
    where = HOMES[kind]
    if len(known) > _SHOWN_IDS:
        return f"one of the {len(known)} ids in {where}"
    return f"an id in {where}: {', '.join(sorted(known)) or 'there is none yet'}"
