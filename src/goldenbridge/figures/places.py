"""Where a text can stand without covering another one."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from goldenbridge.figures.lettering import SIZE, width
from goldenbridge.figures.svg import Anchor, Spot

_SHIFTS = {"start": 0.0, "middle": 0.5, "end": 1.0}


class Box(NamedTuple):
    """What a text or a mark covers, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def moved(self, down: float) -> "Box":
        """The same box, so much lower."""
        return Box(self.left, self.top + down, self.right, self.bottom + down)

    def inside(self, other: "Box") -> bool:
        """Whether all of it lies within the other."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


def text_box(  # noqa: PLR0913 - a place, a text and how it sits there
    x: float,
    y: float,
    text: str,
    size: float = SIZE,
    *,
    anchor: Anchor = "start",
    bold: bool = False,
) -> Box:
    """What a line of text covers that is anchored at (x, y)."""
    wide = width(text, size, bold=bold)
    left = x - wide * _SHIFTS[anchor]
    return Box(left, y - size * 0.8, left + wide, y + size * 0.24)


def first_free(
    candidates: Iterable[Box], taken: Sequence[Box], frame: Box | None = None
) -> int | None:
    """The position of the first candidate that meets nothing taken and lies within the frame."""
    for position, box in enumerate(candidates):
        fits = frame is None or box.inside(frame)
        if fits and not any(box.meets(other) for other in taken):
            return position
    return None


def along(spots: Sequence[Spot]) -> list[Box]:
    """Small boxes along a line, so that labels keep off it."""
    boxes = []
    for (x, y), (right, down) in pairwise(spots):
        steps = max(int((right - x) / 4), 1)
        for step in range(steps + 1):
            share = step / steps
            at, level = x + (right - x) * share, y + (down - y) * share
            boxes.append(Box(at - 1, level - 1, at + 1, level + 1))
    return boxes
