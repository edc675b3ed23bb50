"""The records of a programme as flat tables, as they were known on the day of a brief."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from goldenbridge.language.cells import KINDS, Dated, Moment, specs
from goldenbridge.programme import model
from goldenbridge.report.changes import as_known
from goldenbridge.report.facts import Facts
from goldenbridge.statistics.observations import Observation
from goldenbridge.statistics.partners import PartnerTrade

Value = str | float | int | bool | None
_TYPES = {"number": float, "whole": int, "yes_no": bool}
_TABLES: Mapping[str, type] = {
    "indicators": model.Indicator,
    "observations": Observation,
    "partners": PartnerTrade,
    "commitments": model.Commitment,
    "documents": model.Document,
    "events": model.Event,
    "claims": model.Claim,
    "facts": model.Fact,
    "projects": model.Project,
    "sources": model.Source,
}


@dataclass(frozen=True, slots=True)
class Records:
    """A table: the type of each column by its name, and the rows; None is an empty cell.

    Names and meaning of the columns are those of the programme folder (docs/reference/fields.md).
    """

    name: str
    columns: Mapping[str, type]
    rows: tuple[tuple[Value, ...], ...]


def records(facts: Facts) -> tuple[Records, ...]:
    """Every table of the programme; promises with their status, and what was seen of them apart.

    Dates stay as they are written (EDTF), lists are joined with "; ".
    """
    programme = replace(as_known(facts.programme, facts.as_of), facts=facts.facts)
    found = [_table(name, record, getattr(programme, name)) for name, record in _TABLES.items()]
    promises = next(table for table in found if table.name == "commitments")
    computed = {"status": str, "due": str, "why": str}
    rows = tuple(
        (*row, facts.status(c.id), str(facts.due[c.id] or "") or None, facts.reason(c.id) or None)
        for row, c in zip(promises.rows, programme.commitments, strict=True)
    )
    whole = Records(promises.name, dict(promises.columns) | computed, rows)
    seen = [(c.id, *_row(e)) for c in programme.commitments for e in c.evidence]
    columns = {"commitment": str} | _columns(model.Evidence)
    evidence = Records("evidence", columns, tuple(seen))
    return (*(whole if table is promises else table for table in found), evidence)


def _table(name: str, record: type, rows: Iterable[Any]) -> Records:
    return Records(name, _columns(record), tuple(_row(one) for one in rows))


def _columns(record: type) -> dict[str, type]:
    return {name: _TYPES.get(spec.kind, str) for name, spec in specs(record).items()}


def _row(one: Any) -> tuple[Value, ...]:
    return tuple(_value(getattr(one, name), spec.kind) for name, spec in specs(type(one)).items())


def _value(value: Any, kind: str) -> Value:
    if kind in _TYPES:
        return None if value is None else _TYPES[kind](value)
    if KINDS[kind].many:
        return "; ".join(_text(item) for item in value) or None
    return None if value is None else _text(value) or None


def _text(value: object) -> str:
    """As a programme folder writes it."""
    if isinstance(value, Dated):
        return f"{value.party}:{value.when}"
    if isinstance(value, Moment):
        return f"{value.event}+{value.months}m" if value.months else value.event
    return str(value)
