"""What every figure of a brief is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with the words that go with it, all in one language.

    `wide` and `narrow` are the same picture as SVG for a page and for a phone; `alt` says what it
    shows, `unit` is the unit of its values, and `sources` are the ids of its sources.
    """

    id: str
    title: str
    wide: str
    narrow: str
    alt: str
    unit: str
    sources: tuple[str, ...]
