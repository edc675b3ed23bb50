"""What is not known for sure, drawn together."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from goldenbridge.errors import LoopError
from goldenbridge.site.figures import Figure
from goldenbridge.trade.mix import draw_figure

Floats = NDArray[np.float64]


def drawn(figures: Iterable[Figure], *, draws: int, seed: int) -> dict[str, Floats]:
    """Draw every figure from its range, [draw] each, by id.

    Triangular from low over value to high, each from a stream of its own that the seed and its id
    start: draw i of a figure is the same in every scenario (common random numbers), whatever else
    is drawn. A figure without a range keeps its value.

    Raises LoopError for an id that comes twice, a range in which the value does not lie, or fewer
    than one draw.
    """
    if draws < 1:
        raise LoopError(f"found {draws} draws; allowed: 1 or more")
    found: dict[str, Floats] = {}
    for figure in figures:
        if figure.id in found:
            raise LoopError(f"figure {figure.id}: found twice; allowed: once")
        found[figure.id] = _draw(figure, draws, seed)
    return found


def _draw(figure: Figure, draws: int, seed: int) -> Floats:
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    if not (np.isfinite([low, high]).all() and low <= figure.value <= high):
        raise LoopError(
            f"figure {figure.id}: found {low:g} to {high:g} around {figure.value:g}; "
            "allowed: low ≤ value ≤ high, all finite"
        )
    return draw_figure(figure, draws=draws, seed=seed)
