"""Grid lines and the round values and years along them."""

from collections.abc import Sequence

from goldenbridge.figures import svg
from goldenbridge.figures.lettering import SMALL, width
from goldenbridge.figures.scales import Scale, year_ticks

PAD = 8.0


def margin(labels: Sequence[str]) -> float:
    """The room that the values of an upright axis need on its left."""
    return max(width(text, SMALL) for text in labels) + PAD


def across(levels: Sequence[float], y: Scale, left: float, right: float) -> str:
    """A line for each level; the one at zero is the axis."""
    return "".join(
        svg.line((left, y(level)), (right, y(level)), "grid" if level else "axis")
        for level in levels
    )


def beside(levels: Sequence[float], labels: Sequence[str], y: Scale, left: float) -> str:
    """The values of the levels, ending just before `left`."""
    return "".join(
        svg.label(left - PAD, y(level) + 4, text, "xs", anchor="end")
        for level, text in zip(levels, labels, strict=True)
    )


def years_below(first: int, last: int, x: Scale, floor: float) -> str:
    """Round years with their ticks under a plot that ends at `floor`."""
    most = max(int((x.end - x.start) / 60), 2)
    return "".join(
        svg.line((x(year), floor), (x(year), floor + 4), "axis")
        + svg.label(x(year), floor + 18, str(year), "xs", anchor="middle")
        for year in year_ticks(first, last, most)
    )
