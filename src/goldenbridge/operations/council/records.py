"""Records of the plan from plain values, and plain values from records."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from goldenbridge.errors import CellError, RuleError
from goldenbridge.language.cells import read_cell, specs
from goldenbridge.language.periods import Period
from goldenbridge.site.check import Flaw

Record = TypeVar("Record")


def record_of(kind: type[Record], values: Mapping[str, Any]) -> Record:
    """The record that plain values make; what is left out is absent.

    Raises RuleError with the field that cannot be read, or that `kind` does not have.
    """
    cells = specs(kind)
    blocks = {
        one.name: one.metadata["table"]
        for one in fields(kind)  # type: ignore[arg-type] # every record is a dataclass
        if "table" in one.metadata
    }
    for name in values:
        if name not in cells and name not in blocks:
            raise RuleError(name, "a field that is not known", ", ".join((*cells, *blocks)))
    made: dict[str, Any] = {}
    for name, spec in cells.items():
        try:
            made[name] = read_cell(values.get(name), spec)
        except CellError as error:
            raise RuleError(name, error.found, error.allowed) from None
    for name, child in blocks.items():
        made[name] = tuple(record_of(child, one) for one in values.get(name) or ())
    return kind(**made)


def plain_of(record: Any) -> dict[str, Any]:
    """The plain values of a record, in the order of its fields; what is absent is left out.

    A field that is required stands even where it is no, or nothing.
    """
    needed = {name for name, spec in specs(type(record)).items() if spec.required}
    found = {one.name: _plain(getattr(record, one.name)) for one in fields(record)}
    return {
        name: value
        for name, value in found.items()
        if name in needed or value not in (None, "", [], False)
    }


def refuse(flaws: Iterable[Flaw]) -> None:
    """Raise RuleError for the first flaw, if there is any."""
    for flaw in flaws:
        raise RuleError(flaw.field, flaw.found, flaw.allowed)


def _plain(value: Any) -> Any:
    if isinstance(value, Period):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return plain_of(value) if is_dataclass(value) else value
