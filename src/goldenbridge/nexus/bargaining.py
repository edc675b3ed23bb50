"""Agreed points on the frontier of two sides, without cash: closed forms on its segments."""

from collections.abc import Callable, Sequence
from itertools import pairwise

Point = tuple[float, float]
"""Worth to the first and to the second side, M$."""
_SAME, _FLAT = 1e-6, 1e-3
_OUTWARD = (0.25, 0.1, 0.03, 0.01, 1e-3)


def trace(best: Callable[[float], Point], apart: Point) -> tuple[Point, ...]:
    """Corners of a concave frontier, the first side's worth rising, where both gain on `apart`.

    `best(w)` gives the point best for w times the first side and 1 − w times the second. From the
    joint optimum weights go outward, each from the last, to the first corner beyond `apart` or to
    the end, which is lexicographic up to a weight of 1e-3. Between two corners dichotomic search
    (Cohon, 1978) goes on: the weights of their line find a corner beyond, or none that stands above
    it by more than a thousandth of the highest it could.
    """
    middle = best(0.5)
    falling = _outward(best, middle, apart, side=0)
    rising = _outward(best, middle, apart, side=1)
    corners = [*reversed(falling), middle, *rising]
    corners = [p for p, q in pairwise(corners) if not _close(p, q)] + corners[-1:]
    flat = _FLAT * _height(corners[0], corners[-1])

    def between(left: Point, right: Point) -> tuple[Point, ...]:
        rise, fall = right[0] - left[0], left[1] - right[1]
        outside = right[0] <= apart[0] or left[1] <= apart[1]
        if outside or rise <= _SAME or fall <= _SAME:
            return (left,)
        weight = fall / (rise + fall)
        found = best(weight)
        gain = weight * (found[0] - left[0]) + (1 - weight) * (found[1] - left[1])
        if gain <= flat + _SAME:
            return (left,)
        return (*between(left, found), *between(found, right))

    return (*(p for pair in pairwise(corners) for p in between(*pair)), corners[-1])


def _outward(
    best: Callable[[float], Point], middle: Point, apart: Point, *, side: int
) -> list[Point]:
    """Corners from the middle to where the first (0) or the second side gains no more."""
    found = [middle]
    for weight in _OUTWARD:
        if found[-1][side] <= apart[side]:
            break
        found.append(best(1 - weight if side else weight))
    return found[1:]


def _height(left: Point, right: Point) -> float:
    """How far the corner of a triangle on this line could stand above it, by its weights."""
    rise, fall = right[0] - left[0], left[1] - right[1]
    return rise * fall / max(rise + fall, _SAME)


def _close(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) <= _SAME and abs(a[1] - b[1]) <= _SAME


def nash(frontier: Sequence[Point], apart: Point) -> Point | None:
    """The point with the largest product of gains over `apart` (Nash, 1950).

    None where no point of the frontier gives both more.
    """
    points = [_on(a, b, _nash_at(a, b, apart)) for a, b in _segments(frontier)]
    return max(
        (p for p in points if _gains(p, apart)),
        key=lambda p: (p[0] - apart[0]) * (p[1] - apart[1]),
        default=None,
    )


def kalai_smorodinsky(frontier: Sequence[Point], apart: Point) -> Point | None:
    """The point where gains stand as the most each could gain (Kalai and Smorodinsky, 1975)."""
    most = (_most(frontier, apart, 0), _most(frontier, apart, 1))
    return _along(frontier, apart, (most[0] - apart[0], most[1] - apart[1]))


def egalitarian(frontier: Sequence[Point], apart: Point) -> Point | None:
    """The point where both gain the same (Kalai, 1977)."""
    return _along(frontier, apart, (1.0, 1.0))


def _segments(frontier: Sequence[Point]) -> list[tuple[Point, Point]]:
    return list(pairwise(frontier)) or [(frontier[0], frontier[0])]


def _on(a: Point, b: Point, at: float) -> Point:
    return a[0] + at * (b[0] - a[0]), a[1] + at * (b[1] - a[1])


def _nash_at(a: Point, b: Point, apart: Point) -> float:
    """Where on a segment the product (p + at · r)(q − at · f) is largest."""
    p, q = a[0] - apart[0], a[1] - apart[1]
    rise, fall = b[0] - a[0], a[1] - b[1]
    if rise * fall <= 0:
        return 0.0
    return min(max((q * rise - p * fall) / (2 * rise * fall), 0.0), 1.0)


def _gains(point: Point, apart: Point) -> bool:
    return point[0] > apart[0] + _SAME and point[1] > apart[1] + _SAME


def _most(frontier: Sequence[Point], apart: Point, side: int) -> float:
    """The most one side gets on the frontier while the other keeps what it has apart."""
    other, best = 1 - side, apart[side]
    for a, b in _segments(frontier):
        span = b[other] - a[other]
        cuts = [0.0, 1.0]
        if span:
            cuts.append(min(max((apart[other] - a[other]) / span, 0.0), 1.0))
        for at in cuts:
            point = _on(a, b, at)
            if point[other] >= apart[other] - _SAME:
                best = max(best, point[side])
    return best


def _along(frontier: Sequence[Point], apart: Point, way: Point) -> Point | None:
    """Where the ray from `apart` leaves through the frontier; None where it does not."""
    if min(way) <= _SAME:
        return None
    for a, b in _segments(frontier):
        across = [way[1] * (p[0] - apart[0]) - way[0] * (p[1] - apart[1]) for p in (a, b)]
        if across[0] <= 0 <= across[1]:
            span = across[1] - across[0]
            point = _on(a, b, -across[0] / span if span else 0.0)
            if _gains(point, apart):
                return point
    return None
