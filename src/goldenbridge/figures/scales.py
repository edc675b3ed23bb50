"""From values to pixels: linear scales and the round numbers along them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from babel.numbers import format_scientific

from goldenbridge.language.languages import Language

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_LARGE, _SMALL = 1e7, 1e-4


@dataclass(frozen=True, slots=True)
class Scale:
    """A line from the values `low`..`high` to the pixels `start`..`end`.

    What lies outside stays at an end; a scale of one value only puts everything in the middle.
    """

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The pixel of a value."""
        if self.high <= self.low:
            return (self.start + self.end) / 2
        share = (value - self.low) / (self.high - self.low)
        return self.start + min(max(share, 0.0), 1.0) * (self.end - self.start)


def ticks(low: float, high: float, about: int = 6) -> list[float]:
    """Round values from at or below `low` to at or below `high`, `about` so many of them."""
    if not high > low:
        high = low + (abs(low) or 1.0)
    step = _step((high - low) / max(about - 1, 1))
    first, last = math.floor(low / step + 1e-9), math.floor(high / step + 1e-9)
    return [i * step for i in range(first, last + 1)]


def tick_labels(values: Sequence[float], language: Language) -> list[str]:
    """The values of an axis, all with as many decimals as their step needs."""
    step = min((b - a for a, b in pairwise(values)), default=1.0)
    digits = next((d for d in range(8) if abs(step - round(step, d)) < step * 1e-6), 8)
    return told(values, digits, language)


def told(values: Sequence[float], digits: int, language: Language) -> list[str]:
    """The values with so many decimals; with powers of ten where they are very large or small."""
    largest = max(abs(value) for value in values)
    if largest >= _LARGE or 0 < largest < _SMALL:
        return [
            str(format_scientific(value, format="0.##E0", locale=language.locale))
            for value in values
        ]
    return [language.number(value, digits) for value in values]


def year_ticks(first: int, last: int, most: int) -> list[int]:
    """At most about `most` round years between `first` and `last`, the ends where they fit."""
    span = last - first
    step = next((s for s in (1, 2, 5, 10, 20, 25, 50, 100) if span / s < most), max(span, 1))
    return [year for year in range(first, last + 1) if year % step == 0] or [first]


def _step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(s * power for s in _STEPS if s * power >= rough * (1 - 1e-9))
