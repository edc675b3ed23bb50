"""Sentences that know their values and wait for a language.

A room below the report makes a `Message`: an English template and its values. Only the report says
it, with the reader's numbers, dates and lists.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

LANGUAGES = ("en", "ru", "kk", "ky")


@dataclass(frozen=True, slots=True)
class Message:
    """An English template with named values; `many` is its form for a `count` other than one."""

    template: str
    values: Mapping[str, object]
    many: str = ""
    count: int = 1


def tell(template: str, **values: object) -> Message:
    """Make a message; `{name}` in the template stands for the value of that name."""
    return Message(template, values)


def tell_many(one: str, many: str, count: int, **values: object) -> Message:
    """Make a message about `count` things, which both templates name as `{count}`."""
    return Message(one, {"count": count, **values}, many, count)


class Share(NamedTuple):
    """A fraction, said as a percentage with so many decimals."""

    value: float
    digits: int = 0


class Chance(NamedTuple):
    """A probability, said as a percentage that never claims certainty."""

    value: float


class Quantity(NamedTuple):
    """A figure with its unit, with so many decimals where they matter."""

    value: float
    unit: str
    digits: int | None = None


class Number(NamedTuple):
    """A figure with exactly so many decimals, with its sign where asked."""

    value: float
    digits: int
    signed: bool = False


class Own(NamedTuple):
    """A name or title of the programme, said as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Items said as "a, b and c"."""

    items: Sequence[object]
