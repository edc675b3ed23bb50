"""Two reporters side by side: the same trade, measured twice."""

from dataclasses import dataclass

from goldenbridge.statistics.series import Point, Series


@dataclass(frozen=True, slots=True)
class Mirror:
    """One year by two reporters, in the unit of their series."""

    year: int
    first: Point
    second: Point

    @property
    def gap(self) -> float:
        """First minus second."""
        return self.first.value - self.second.value

    @property
    def ratio(self) -> float:
        """First over second; 1 where the two agree."""
        return self.first.value / self.second.value


def mirror(first: Series, second: Series) -> tuple[Mirror, ...]:
    """The years that both series measured whole and above zero, oldest first.

    The units must be the same.
    """
    held = {point.year: point for point in second.measured if point.value > 0}
    return tuple(
        Mirror(point.year, point, held[point.year])
        for point in first.measured
        if point.year in held
    )
