"""One table of fields drives reading, checking, documentation and the schema.

A record is a frozen dataclass whose fields are made by `cell(...)`: the kind says how text becomes
a value, the rest documents it. CSV gives text, TOML gives text, numbers and lists; both pass
through `read_cell`.
"""

import dataclasses
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from goldenbridge.errors import CellError
from goldenbridge.language.periods import ALLOWED, Period, read_period

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_COMMA = re.compile(r"-?\d+,\d+")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_OFFSET = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)(?:\+(\d{1,3})(y|m))?")


class Spec(NamedTuple):
    """What a field holds, as code, documents and forms need it."""

    kind: str
    tells: str
    example: str
    required: bool
    choices: tuple[str, ...]
    refers: str


@dataclass(frozen=True, slots=True)
class Dated:
    """Something done by one party in a period, written `KZ:2024-09-18`."""

    party: str
    when: Period


@dataclass(frozen=True, slots=True)
class Moment:
    """A deadline that hangs on an event, written `event` or `event+3y` or `event+6m`."""

    event: str
    months: int


def cell(  # noqa: PLR0913 - each is one column of the table of fields
    kind: str,
    tells: str,
    *,
    example: str,
    required: bool = False,
    choices: tuple[str, ...] = (),
    refers: str = "",
) -> Any:
    """Declare a dataclass field: its `kind` (a key of KINDS) and what it tells.

    `refers` names the record whose ids the field holds. A field that is not required is None, an
    empty text or an empty tuple when absent, by its kind.
    """
    spec = Spec(kind, tells, example, required, choices, refers)
    if required:
        return dataclasses.field(metadata={"cell": spec})
    return dataclasses.field(default=KINDS[kind].absent, metadata={"cell": spec})


def specs(record: type) -> dict[str, Spec]:
    """The fields of `record` in order, by name."""
    return {
        field.name: field.metadata["cell"]
        for field in dataclasses.fields(record)
        if "cell" in field.metadata
    }


def read_number(text: str) -> float:
    """Read a plain decimal number.

    Raises CellError on a decimal comma, words, group separators, infinity and not-a-number.
    """
    if _COMMA.fullmatch(text):
        raise CellError(
            f"{text!r}, a comma", f"a point before decimals, as in {text.replace(',', '.')}"
        )
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or "_" in text:
        raise CellError(
            repr(text), "a plain number such as 1340 or 1.34, the unit in its own field"
        )
    return number


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise CellError(
            repr(text), "letters, digits, '.', '_' and '-', the first a letter or digit"
        )
    return text


def _whole(text: str) -> int:
    number = read_number(text)
    if number != int(number):
        raise CellError(repr(text), "a whole number")
    return int(number)


def _yes_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise CellError(repr(text), "yes or no")
    return text == "yes"


def _url(text: str) -> str:
    if not text.startswith(("https://", "http://")) or " " in text:
        raise CellError(repr(text), "an address that starts with https:// or http://")
    return text


def _dated(text: str) -> Dated:
    party, colon, when = text.partition(":")
    if not colon:
        raise CellError(repr(text), "a party and a date, as in KZ:2024-09-18")
    return Dated(_id(party.strip()), read_period(when.strip()))


def _moment(text: str) -> Moment:
    match = _OFFSET.fullmatch(text)
    if match is None:
        raise CellError(repr(text), "an event's id, or with years or months after it: opening+3y")
    return Moment(match[1], int(match[2] or 0) * (12 if match[3] == "y" else 1))


class Kind(NamedTuple):
    """How one kind of field is read, and what it is when absent."""

    read: Callable[[str], Any]
    allowed: str
    absent: Any = None
    many: bool = False


KINDS: Mapping[str, Kind] = {
    "text": Kind(str, "text", ""),
    "id": Kind(_id, "an identifier", ""),
    "ids": Kind(_id, "identifiers", (), many=True),
    "texts": Kind(str, "texts", (), many=True),
    "number": Kind(read_number, "a number"),
    "figure": Kind(read_number, "a number, or the id of one of [[figures]]"),
    "numbers": Kind(read_number, "numbers", (), many=True),
    "whole": Kind(_whole, "a whole number"),
    "period": Kind(read_period, ALLOWED),
    "yes_no": Kind(_yes_no, "yes or no", absent=False),
    "choice": Kind(str, "one of the choices", ""),
    "url": Kind(_url, "an address", ""),
    "dated": Kind(_dated, "party:date, several with ';'", (), many=True),
    "moment": Kind(_moment, "an event's id, +3y or +6m after it"),
}


def read_cell(raw: object, spec: Spec) -> Any:
    """Turn what a file holds into the value of a field.

    `raw` is text (CSV), or text, number, boolean or list (TOML); None, an empty list and
    blank text mean absent.
    Raises CellError with what was found and what is allowed.
    """
    kind = KINDS[spec.kind]
    if raw is None or raw == [] or (isinstance(raw, str) and not raw.strip()):
        if spec.required:
            raise CellError("nothing", _allowed(spec))
        return kind.absent
    if kind.many:
        parts = raw.split(";") if isinstance(raw, str) else raw
        if not isinstance(parts, Sequence):
            raise CellError(repr(raw), f"a list of {kind.allowed}")
        return tuple(_one(part, spec, kind) for part in parts)
    return _one(raw, spec, kind)


def _one(raw: object, spec: Spec, kind: Kind) -> Any:
    if isinstance(raw, bool):
        raw = "yes" if raw else "no"
    if isinstance(raw, list | dict):
        raise CellError(type(raw).__name__, kind.allowed)
    text = str(raw).strip()
    if odd := _UNPRINTABLE.search(text):
        raise CellError(f"the control character U+{ord(odd[0]):04X}", "text that can be printed")
    if spec.choices and text not in spec.choices:
        raise CellError(repr(text), _allowed(spec))
    return kind.read(text)


def _allowed(spec: Spec) -> str:
    return ", ".join(spec.choices) if spec.choices else KINDS[spec.kind].allowed
