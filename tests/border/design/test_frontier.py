"""Other promises: the cheapest of each is that of a whole search, and no year is run twice."""

import math
from dataclasses import replace

import pytest
from tests.border.design.small import generated, judge
from tests.border.design.test_search import rank

from goldenbridge.border.design.frontier import SHARES, TIMES, proven
from goldenbridge.border.design.search import Search


@pytest.mark.parametrize("seed", [1, 3, 12])
def test_each_is_the_cheapest_of_all_that_keep_its_promise(seed: int) -> None:
    problem = generated(seed)
    first = judge(problem)
    found = Search(problem, first).run()
    if found is None:
        pytest.skip("no design keeps the promise")
    points = list(proven(found, first))
    assert [(p.share, p.scale) for p in points] == [(s, t) for s in SHARES for t in TIMES]
    for point in points:
        decide = judge(problem)
        decide.rows = first.rows
        decide.promise = replace(decide.promise, share=point.share)
        keeping = [one for one in problem.all() if decide(one, point.scale).kept]
        if not keeping:
            assert point.levels is None
            assert math.isinf(point.yearly)
            continue
        assert point.levels == min(keeping, key=lambda levels: rank(problem, levels))
        assert point.yearly == pytest.approx(problem.yearly(point.levels))
    own = next(p for p in points if (p.share, p.scale) == (0.95, 1.0))
    assert own.levels == found.levels
    costs = {(p.share, p.scale): p.yearly for p in points}
    for share in SHARES:
        assert costs[share, 1.5] <= costs[share, 1.0] <= costs[share, 0.75]
    for scale in TIMES:
        assert costs[0.9, scale] <= costs[0.95, scale] <= costs[0.98, scale]


def test_what_is_proven_once_is_not_simulated_again() -> None:
    problem = generated(3)
    first = judge(problem)
    found = Search(problem, first).run()
    assert found is not None
    points = list(proven(found, first))
    before = first.trucks
    assert list(proven(found, first)) == points
    assert first.trucks == before
