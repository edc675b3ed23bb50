"""The design found is the cheapest there is: against whole searches and against Erlang."""

from collections import Counter
from dataclasses import replace

import pytest
from tests.border.design.small import Kind, generated, judge, space

from goldenbridge.border.design import queues
from goldenbridge.border.design.plan import phase, plan
from goldenbridge.border.design.promise import promised
from goldenbridge.border.design.search import Search, Why
from goldenbridge.border.design.space import Levels, Space
from goldenbridge.border.design.strain import fails_first, inspected, more, strains
from goldenbridge.border.design.verdicts import Judge
from goldenbridge.border.samples import on_threads
from goldenbridge.errors import DesignError
from goldenbridge.site.routes import Leg, Route

PROBLEMS = range(24)


def rank(of: Space, levels: Levels) -> tuple[float, Levels]:
    return round(of.yearly(levels), 2), levels


@pytest.mark.parametrize("seed", PROBLEMS)
def test_it_is_the_cheapest_of_all_and_every_other_has_its_reason(seed: int) -> None:
    problem = generated(seed)
    decide = judge(problem)
    keeping = [levels for levels in problem.all() if decide(levels).kept]
    found = Search(problem, judge(problem)).run()
    if not keeping:
        assert found is None
        return
    assert found is not None
    assert found.proven
    assert found.levels == min(keeping, key=lambda levels: rank(problem, levels))
    for levels in problem.all():
        why, cut = found.reason(levels)
        if why in (Why.BROKEN, Why.CAPACITY, Why.CLOSE):
            assert cut is not None
            assert cut.rules_out(levels)
            assert not decide(levels).kept
        elif why is Why.DEARER:
            assert rank(problem, levels) > rank(problem, found.levels)
    reasons = Counter(found.reason(levels)[0] for levels in problem.all())
    assert reasons[Why.FOUND] == 1
    assert reasons.total() == problem.size


def test_most_of_the_generated_problems_can_be_solved() -> None:
    solved = [seed for seed in PROBLEMS if judge(one := generated(seed))(one.most).kept]
    assert len(solved) >= 20


@pytest.mark.parametrize(("minutes", "hours"), [(20.0, 2.0), (30.0, 1.8), (45.0, 3.3), (12.0, 0.7)])
def test_one_station_is_staffed_as_erlang_says(minutes: float, hours: float) -> None:
    trucks = 240.0
    load = trucks / 1440 * minutes
    over = {c: queues.stays_over(c, load, minutes, hours * 60) for c in range(1, 16)}
    enough = min(c for c, share in over.items() if share <= 0.05)
    assert over[enough] < 0.04  # not too close for short runs to tell
    assert over[enough - 1] > 0.06
    problem = space([Kind(minutes, 0, 1e4, 0, 15, halves=False)], trucks, f"95%, {hours}h, "
                    "turned away 2%")  # fmt: skip
    found = Search(problem, judge(problem, days=90)).run()
    assert found is not None
    assert found.levels == (enough,)
    assert found.verdict.kept


def test_the_answer_is_the_same_wherever_the_years_are_run() -> None:
    problem = generated(3)
    here = Search(problem, judge(problem)).run()
    elsewhere = judge(problem)
    elsewhere.mapper = on_threads(1)
    there = Search(problem, elsewhere).run()
    assert here is not None
    assert there is not None
    assert (here.levels, here.verdict, here.cuts) == (there.levels, there.verdict, there.cuts)


def test_an_interrupted_search_has_what_it_found_and_goes_on_from_its_rows() -> None:
    problem = generated(3)
    whole = judge(problem)
    found = Search(problem, whole).run()
    assert found is not None
    stopped = judge(problem)

    def stop(_: str, simulated: int) -> None:
        if simulated == len(whole.rows) - 1 and search.best is not None:
            raise KeyboardInterrupt

    search = Search(problem, stopped, told=stop)
    part = search.run()
    assert part is not None
    again = Judge(problem, stopped.promise, days=stopped.days, seed=11, rows=dict(stopped.rows))
    before = again.trucks
    resumed = Search(problem, again).run()
    assert resumed is not None
    assert (resumed.levels, resumed.verdict) == (found.levels, found.verdict)
    assert again.trucks - before < whole.trucks / 2


def test_a_budget_rules_out_what_costs_more_to_build() -> None:
    cheap = Kind(20, 0, 1e5, 0, 8, halves=False)
    problem = space([cheap], 240, "95%, 2h, turned away 2%")
    free = Search(problem, judge(problem, days=60)).run()
    assert free is not None
    need = problem.investment(free.levels)
    within = Search(problem, judge(problem, days=60), budget=need).run()
    assert within is not None
    assert within.levels == free.levels
    assert within.reason(problem.most)[0] is Why.BUDGET
    with pytest.raises(DesignError, match=r"--budget: found no design .* 0\.4 mn USD or more"):
        Search(problem, judge(problem, days=60), budget=need - 1).run()


def test_no_design_is_found_where_the_work_itself_takes_too_long() -> None:
    problem = space([Kind(50, 0, 1e4, 0, 12, halves=False)], 100, "95%, 1h, turned away 1%")
    assert Search(problem, judge(problem)).run() is None


def test_verdicts_agree_with_exact_shares() -> None:
    """Mean shares over the promise of M/M/c over many years: |z| < 4."""
    problem = space([Kind(30, 0, 1e4, 0, 12, halves=False)], 240, "95%, 1.5h, turned away 2%")
    decide = judge(problem, days=60)
    decide((6,))
    rows = decide._first((6,), 64)
    shares = [row.shares[4][0] for row in rows]
    mean = sum(shares) / len(shares)
    spread = (sum((one - mean) ** 2 for one in shares) / (len(shares) - 1)) ** 0.5
    exact = queues.stays_over(6, 5.0, 30.0, 90.0)
    assert abs(mean - exact) < 4 * spread / len(shares) ** 0.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("soon", "found 'soon'; allowed: 95%, 4h, CLASS 2h"),
        ("bus 2h", "found 'bus 2h'"),
        ("100%", "found a share of 100%"),
        ("0h", "found 0h; allowed: a time above 0"),
    ],
)
def test_a_promise_that_says_nothing_is_refused(text: str, said: str) -> None:
    problem = generated(0)
    with pytest.raises(DesignError, match="promise: ") as caught:
        promised(problem.design, problem.site, text)
    assert said in str(caught.value)


def test_a_promise_may_be_changed() -> None:
    problem = generated(0)
    made = promised(problem.design, problem.site, "90%, truck 3h, turned away 5%")
    assert made.limits == pytest.approx((0.1, 0.05))
    assert made.groups[0].minutes == 180
    assert made.scaled(2).groups[0].minutes == 360
    bare = replace(problem.design, promise="95%")
    with pytest.raises(DesignError, match="found nothing turned away"):
        promised(bare, problem.site)


def test_a_phase_is_no_larger_than_the_whole_and_still_keeps_the_promise() -> None:
    problem = space([Kind(20, 0, 1e4, 0, 15, halves=False)] * 2, 240, "95%, 3h, turned away 2%")
    whole = plan(
        problem.design, problem.site, problem.demand, problem.prices,
        promised(problem.design, problem.site), days=20, seed=11,
    )  # fmt: skip
    half = phase(whole, 0.5, whole.found.levels)
    assert all(a <= b for a, b in zip(half, whole.found.levels, strict=True))
    assert sum(half) < sum(whole.found.levels)
    fewer = replace(problem, demand=more(problem.demand, 0.5))
    assert judge(fewer, days=20)(half).kept


def test_strains_move_the_shares_the_right_way_and_growth_breaks_the_promise() -> None:
    problem = space([Kind(30, 0, 1e4, 0, 15, halves=False)], 240, "95%, 2h, turned away 2%")
    promise = promised(problem.design, problem.site)
    site, demand = problem.built_at((7,))
    base, *others = strains(site, demand, promise, seed=3, inspections=(), days=60)
    found = {(one.what, one.factor): one.over[0] for one in others}
    assert found["demand", 0.8] < base.over[0] < found["demand", 1.2]
    assert found["service", 0.8] < base.over[0] < found["service", 1.2]
    failure = fails_first(site, demand, promise, seed=3, days=60)
    assert failure is not None
    assert failure.station == "s0"
    load = 5.0 * failure.factor
    assert queues.stays_over(7, load * 1.1, 30.0, 120.0) > 0.04
    assert queues.stays_over(7, load / 1.15, 30.0, 120.0) < 0.06


def test_more_inspections_take_from_the_other_ways() -> None:
    legs = (
        Leg(after="in", to="s0"),
        Leg(after="s0", to="scan", share=0.2),
        Leg(after="s0", to="out", share=0.8),
        Leg(after="scan", to="out"),
    )
    site = replace(generated(0).site, routes=(Route(direction="on", legs=legs),))
    (route,) = inspected(site, ["scan"], 2.0).routes
    assert [leg.share for leg in route.legs] == pytest.approx([None, 0.4, 0.6, None])
