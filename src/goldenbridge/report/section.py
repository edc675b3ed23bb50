"""What a brief is made of: sections with an answer, tables and assumptions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from goldenbridge.figures.figure import Figure


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; `numeric` names the columns set to the right.

    `sources` holds the ids of the sources of each row, empty where the table has none of its own.
    """

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[str, ...] = ()
    sources: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A question of the reader's, its answer in a sentence or two, and what it rests on.

    `data` is what the section adds to the JSON form, by key.
    """

    id: str
    title: str
    answer: str
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    assumptions: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)


def spell(word: str) -> str:
    """An identifier as words: "partly_kept" is "partly kept"."""
    return word.replace("_", " ")
