"""Records as what JSON holds, and back by their types."""

import dataclasses
import math
from collections.abc import Mapping
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

_DIGITS = 8


def plain(value: Any) -> Any:
    """A record, or what it holds, as JSON has it: records as objects, numbers to eight digits.

    What is no number (infinite, nan) becomes text.
    """
    if isinstance(value, Enum):
        return value.value
    names = _names(type(value))
    if names:
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in value]
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else str(value)
    return value


def revived(kind: Any, value: Any) -> Any:
    """What `plain` made of a value of type `kind`, as such a value again.

    Raises ValueError, TypeError or LookupError for what is none.
    """
    origin, inside = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        return None if value is None else revived(inside[0], value)
    if origin is tuple:
        return tuple(revived(inside[0], one) for one in value)
    if origin is dict:
        return {key: revived(inside[1], one) for key, one in value.items()}
    if _names(kind):
        return kind(**fields(kind, value))
    return kind(value)


def fields(kind: Any, values: Mapping[str, Any], *without: str) -> dict[str, Any]:
    """The fields of a record revived, those that there are, but none of those `without`."""
    hints = get_type_hints(kind)
    names = (name for name in _names(kind) if name in values and name not in without)
    return {name: revived(hints[name], values[name]) for name in names}


def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass or a named tuple; none for another type."""
    if dataclasses.is_dataclass(kind):
        return tuple(field.name for field in dataclasses.fields(kind))
    return tuple(getattr(kind, "_fields", ()))
