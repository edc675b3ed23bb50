"""What must hold for every site: nothing is lost, nobody overtakes, rules are kept."""

import runpy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenbridge.border.compile import compile_site
from goldenbridge.border.runs import run_one, trace
from goldenbridge.border.samples import Job, on_threads, sample
from goldenbridge.border.tables import FIXED, Model
from goldenbridge.site.demand import Book, Demand
from goldenbridge.site.distributions import Service
from goldenbridge.site.routes import Leg
from goldenbridge.site.site import Site
from goldenbridge.site.stations import Closure, Quota, Shift, Yard

Pair = tuple[Site, Demand]
Make = Callable[..., Pair]
GIVEN = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
MINUTE = Service(kind="exponential", mean_min=1.0)

stations = st.fixed_dictionaries(
    {
        "service": st.sampled_from(
            [
                Service(kind="exponential", mean_min=2.0),
                Service(kind="lognormal", mean_min=3.0, cv=1.2),
                Service(kind="gamma", mean_min=1.0, cv=0.5),
            ]
        ),
        "staff": st.integers(1, 6),
    },
    optional={"places": st.integers(0, 5)},
)


def crossings(full: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    def told(station: dict[str, Any]) -> dict[str, Any]:
        return station | ({"full": full} if "places" in station else {})

    return st.lists(stations.map(told), min_size=1, max_size=4)


def model_of(site_of: Make, rows: list[dict[str, Any]], rate: float, **more: Any) -> Model:
    names = {f"s{i}": row for i, row in enumerate(rows)}
    pair = site_of(names, {"a": rate / 2, "b": rate / 2}, priorities={"b": 1}, **more)
    return compile_site(*pair, days=2)


@GIVEN
@given(
    rows=st.one_of(crossings("balk"), crossings("block")),
    rate=st.floats(0.05, 2.0),
    seed=st.integers(0, 1 << 40),
)
def test_what_holds_for_every_crossing(
    site_of: Make, rows: list[dict[str, Any]], rate: float, seed: int
) -> None:
    model = model_of(site_of, rows, rate)
    counts, visits = run_one(model, seed), trace(model, seed)
    arrived, through, lost, left, refused, _ = counts.total
    assert through == counts.dwell.sum()
    assert lost == counts.lost.sum()
    assert left == refused == 0
    inside = arrived - through - lost
    assert inside >= 0
    t = visits.times
    assert (np.diff(t, axis=1) >= 0).all()
    for k in range(len(rows)):
        here = visits.station == k
        served = np.sort(t[here, 1])
        for kind in range(2):
            mine = t[here & (visits.type == kind)]
            # first come, first served within a class
            assert (np.diff(mine[np.argsort(mine[:, 0], kind="stable"), 1]) >= 0).all()
        # never more at once than there are servers
        ends = np.sort(t[here, 3])
        staff = int(rows[k]["staff"])
        assert (served[staff:] >= ends[: max(served.size - staff, 0)]).all()
        if "places" in rows[k] and rows[k]["full"] == "balk":
            came = np.sort(t[here, 0])
            waiting = np.arange(1, came.size + 1) - np.searchsorted(served, came, side="right")
            assert (waiting <= int(rows[k]["places"])).all()


@GIVEN
@given(rows=crossings("balk"), rate=st.floats(0.05, 2.0), seed=st.integers(0, 1 << 40))
def test_littles_law(site_of: Make, rows: list[dict[str, Any]], rate: float, seed: int) -> None:
    """The time all trucks spend inside is the integral of how many are inside."""
    model = model_of(site_of, rows, rate)
    counts, visits = run_one(model, seed), trace(model, seed)
    end = model.net.horizon
    for k in range(len(rows)):
        t = visits.times[visits.station == k]
        rounding = 1e-5 * (t.shape[0] + 10)
        done = np.minimum(t[:, 1], end) - t[:, 0]
        # those still waiting or served at the end are in the integral, not in the visits
        assert counts.queued[k].sum() / FIXED >= done.sum() - rounding
        work = (t[:, 2] - t[:, 1]).sum()
        assert counts.busy[k].sum() / FIXED >= work - rounding
        staff = int(rows[k]["staff"])
        assert counts.busy[k].sum() / FIXED - work <= staff * end + rounding
    assert counts.wait_sum.sum() <= counts.queued.sum() + FIXED


@GIVEN
@given(seed=st.integers(0, 1 << 40), staff=st.integers(1, 5), rate=st.floats(0.3, 2.0))
def test_more_staff_never_makes_anybody_wait_longer(
    site_of: Make, seed: int, staff: int, rate: float
) -> None:
    """First come, first served at one station; the same trucks by paired draws."""
    times = []
    for more in (0, 1):
        pair = site_of({"s": {"service": MINUTE, "staff": staff + more}}, {"a": rate})
        visits = trace(compile_site(*pair, days=1), seed)
        times.append(dict(zip(visits.truck.tolist(), visits.times[:, 1], strict=True)))
    few, many = times
    assert few.keys() <= many.keys()
    assert all(many[truck] <= started for truck, started in few.items())


def test_lines_take_turns_by_their_quotas(site_of: Make) -> None:
    """1:1:1:5 with every line full: of eight trucks in a row five are of the last line."""
    weights = {"a": 1, "b": 1, "c": 1, "d": 5}
    quotas = tuple(Quota(classes=(name,), weight=w) for name, w in weights.items())
    station = {"service": MINUTE, "staff": 1, "order": "quota", "quotas": quotas}
    site, demand = site_of({"s": station}, dict.fromkeys(weights, 2.0))
    visits = trace(compile_site(site, demand, days=1), 3)
    kinds = visits.type[np.argsort(visits.times[:, 1])][80:]
    for i in range(0, kinds.size - 8, 8):
        assert np.bincount(kinds[i : i + 8], minlength=4).tolist() == [1, 1, 1, 5]


def test_trucks_out_of_turn_are_capped_by_day(site_of: Make) -> None:
    quotas = (
        Quota(classes=("a",), weight=1, out_of_turn_per_day=30),
        Quota(classes=("b",), weight=9),
    )
    station = {"service": MINUTE, "staff": 1, "order": "quota", "quotas": quotas}
    visits = trace(compile_site(*site_of({"s": station}, {"a": 2.0, "b": 2.0}), days=3), 3)
    order = np.argsort(visits.times[:, 1])
    kinds, day = visits.type[order], visits.times[order, 1] // 1440
    for today in (1, 2):
        first = kinds[day == today]
        assert (first[:30] == 0).all()
        assert (first[30:].reshape(-1)[: first[30:].size // 10 * 10] == 0).mean() == pytest.approx(
            0.1, abs=0.01
        )


def test_a_yard_is_never_fuller_than_it_may_be(site_of: Make) -> None:
    for full in ("balk", "block"):
        names = {
            "road": {"service": MINUTE, "staff": 3},
            "a": {"service": MINUTE, "staff": 1},
            "b": {"service": MINUTE, "staff": 1},
        }
        yard = Yard(id="y", stations=("a", "b"), trucks=4, full=full)
        model = compile_site(*site_of(names, {"t": 1.5}, yards=(yard,)), days=5)
        visits = trace(model, 1)
        into = np.sort(visits.times[visits.station == 1, 0])
        out = np.sort(visits.times[visits.station == 2, 3])
        inside = np.arange(1, into.size + 1) - np.searchsorted(out, into, side="right")
        assert inside.max() == 4
        assert (run_one(model, 1).total[2] > 0) == (full == "balk")


def test_handing_over_and_finishing_differ_at_the_end_of_a_shift(site_of: Make) -> None:
    """Hours of service: at 12 the officer goes home; the truck waits for 13, or is finished."""
    long = Service(kind="deterministic", mean_min=100)
    shifts = (Shift(from_h=0, to_h=12, staff=1), Shift(from_h=13, to_h=24, staff=1))
    for rule, over in (("finish", 0), ("hand-over", 60)):
        pair = site_of({"s": {"service": long, "staff": shifts}}, {"a": 0.02}, rule=rule)
        t = trace(compile_site(*pair, days=1), 4).times
        cut = t[(t[:, 1] < 720) & (t[:, 1] > 620)]
        assert cut.shape == (1, 4)
        assert cut[0, 2] - cut[0, 1] == pytest.approx(100 + over)


def test_shared_staff_serve_the_most_urgent_line_first(site_of: Make) -> None:
    names = {
        "first": {"service": MINUTE, "pool": "all"},
        "second": {"service": MINUTE, "pool": "all", "lanes": 1},
    }
    model = compile_site(*site_of(names, {"a": 0.8}, pools={"all": 2}), days=10)
    visits = trace(model, 2)
    starts = np.sort(visits.times[:, 1])
    ends = np.sort(visits.times[:, 2])
    assert (starts[2:] >= ends[: starts.size - 2]).all()
    second = visits.times[visits.station == 1]
    assert (np.sort(second[:, 1])[1:] >= np.sort(second[:, 2])[:-1]).all()


def test_outages_stop_work_and_it_goes_on(site_of: Make) -> None:
    fails = Closure(id="f", kind="outage", stations=("s",), mean_between_h=3, mean_length_h=1)
    names = {"s": {"service": Service(kind="deterministic", mean_min=5), "staff": 1}}
    t = trace(compile_site(*site_of(names, {"a": 0.1}, closures=(fails,)), days=300), 1).times
    longer = t[:, 2] - t[:, 1] - 5
    assert longer.min() > -1e-6
    hit = longer > 1e-6
    # five minutes of work meet an outage that comes every three hours of work
    assert hit.mean() == pytest.approx(1 - np.exp(-5 / 180), rel=0.1)
    assert longer[hit].mean() == pytest.approx(60, rel=0.1)


def test_booked_trucks_come_around_their_slots(site_of: Make) -> None:
    site, demand = site_of({"s": {"service": MINUTE, "staff": 50}}, {"a": 0.1})
    book = Book(
        direction="d",
        truck_class="a",
        kind="transit",
        days=("tue",),
        from_h=10,
        to_h=12,
        slots_per_h=30,
        no_show=0.2,
        late_min=-15,
        spread_min=10,
    )
    demand = replace(demand, flows=(), books=(book,))
    visits = trace(compile_site(site, demand, days=7 * 40), 1)
    came = visits.times[:, 0] % 10080
    assert visits.truck.size == pytest.approx(40 * 60 * 0.8, rel=0.03)
    assert came.mean() == pytest.approx(1440 + 11 * 60 - 15, abs=2)
    assert came.min() > 1440 + 600 - 15 - 40
    assert came.max() < 1440 + 720 - 15 + 40


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_threads_change_nothing(border_year: Pair, threads: int) -> None:
    model = compile_site(*border_year, days=3)
    jobs = [Job(model, seed) for seed in range(6)]
    alone = [sample(job) for job in jobs]
    for one, other in zip(alone, on_threads(threads)(sample, jobs), strict=True):
        assert all(np.array_equal(a, b, equal_nan=True) for a, b in zip(one, other, strict=True))


def test_a_loop_passes_a_station_again(site_of: Make) -> None:
    legs = (
        Leg(after="in", to="s"),
        Leg(after="s", to="s", share=0.5),
        Leg(after="s", to="out", share=0.5),
    )
    names = {"s": {"service": MINUTE, "staff": 4}}
    visits = trace(compile_site(*site_of(names, {"a": 1.0}, legs=legs), days=20), 1)
    per_truck = np.unique(visits.truck, return_counts=True)[1]
    assert per_truck.mean() == pytest.approx(2, rel=0.02)
    assert (per_truck == 1).mean() == pytest.approx(0.5, rel=0.02)


def test_the_kernel_with_every_feature_gives_what_the_plain_one_gives(border_year: Pair) -> None:
    model = compile_site(*border_year, days=21)
    assert model.plain
    plain, full = run_one(model, 4), run_one(model._replace(plain=False), 4)
    assert all(np.array_equal(a, b) for a, b in zip(plain, full, strict=True))


def test_a_site_with_everything_loses_nobody_and_never_locks() -> None:
    busy = runpy.run_path(str(Path(__file__).parent / "busy_site.py"))
    model = compile_site(busy["unlocked"](), busy["DEMAND"], days=120)
    counts, visits = run_one(model, 1), trace(model, 1)
    arrived, through, lost, left, refused, _ = counts.total
    assert lost == refused == 0
    assert counts.left.sum() == left == (visits.outcome == 1).sum()
    assert (np.diff(visits.times, axis=1) >= 0).all()
    leaves = visits.times[(visits.station >= 3) & (visits.outcome == 0), 3] // 1440
    assert leaves.size == through
    per_day = np.bincount(leaves.astype(int), minlength=120)
    assert per_day.min() > per_day.mean() / 3
    convoys = visits.times[visits.station == 3]
    together = np.unique(convoys[:, 1], return_counts=True)[1]
    assert together.max() == 5
    assert arrived - through - left >= 0


def test_a_convoy_leaves_when_the_first_has_waited_long_enough(site_of: Make) -> None:
    convoy = {"service": MINUTE, "staff": 50, "batch": 40, "batch_wait_min": 30.0}
    t = trace(compile_site(*site_of({"s": convoy}, {"a": 0.5}), days=10), 1).times
    waited = t[:, 1] - t[:, 0]
    assert waited.max() == pytest.approx(30)
    assert np.unique(t[:, 1], return_counts=True)[1].mean() == pytest.approx(16, rel=0.1)
