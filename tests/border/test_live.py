"""Runs that begin with trucks at the stations: exact transients, arithmetic, and what is told."""

import math
import runpy
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.linalg import expm
from scipy.special import chdtri

from goldenbridge.border.compile import START, compile_site
from goldenbridge.border.live import simulate_from
from goldenbridge.border.runs import run_one, trace
from goldenbridge.border.state import Due, Standing, State
from goldenbridge.border.tables import Floats
from goldenbridge.errors import SiteError
from goldenbridge.site.demand import Book, Demand
from goldenbridge.site.distributions import Distribution, Service
from goldenbridge.site.site import Site
from goldenbridge.site.stations import Shift, Yard

Pair = tuple[Site, Demand]
Make = Callable[..., Pair]
NOW = datetime(2026, 11, 24, 13, 37, tzinfo=UTC)
NOBODY = 1e-9
TEN = Service(kind="deterministic", mean_min=10.0)


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


def truck(since: float, started: float | None = None, **more: Any) -> Standing:
    words = {"direction": "d", "truck_class": "a", "station": "s", "came": ago(since)}
    begun = None if started is None else ago(started)
    return Standing(**words | {"since": ago(since), "started": begun} | more)


def times(pair: Pair, state: State, seed: int = 1) -> Floats:
    """Arrived, started, ended, left of every visit in minutes after the state, by start."""
    model = compile_site(*pair, days=1, state=state)
    found = trace(model, seed).times - model.net.warmup
    return np.asarray(found[np.argsort(found[:, 1], kind="stable")])


def test_an_empty_state_changes_no_bit(border_year: Pair) -> None:
    busy = runpy.run_path(str(Path(__file__).parent / "busy_site.py"))
    start = datetime(START.year, START.month, START.day, tzinfo=UTC)
    for pair in ((busy["unlocked"](), busy["DEMAND"]), border_year):
        empty = compile_site(*pair, days=9, state=State(at=start))
        model = compile_site(*pair, days=9)
        for one, other in zip(run_one(model, 3), run_one(empty, 3), strict=True):
            assert np.array_equal(one, other)


def test_the_transient_of_two_servers_is_that_of_its_generator(site_of: Make) -> None:
    """M/M/2 from six trucks: the number inside after half an hour, by the matrix exponential."""
    rate, mean, after, runs, most = 0.2, 8.0, 30.0, 2000, 80
    up, down = np.full(most, rate), np.minimum(np.arange(1, most + 1), 2) / mean
    generator = np.diag(up, 1) + np.diag(down, -1)
    generator -= np.diag(generator.sum(axis=1))
    expected = runs * expm(after * generator)[6]

    service = Service(kind="exponential", mean_min=mean)
    pair = site_of({"s": {"service": service, "staff": 2}}, {"a": rate})
    serving = (truck(30, 25), truck(20, 1))
    state = State(at=NOW, standing=(*serving, *(truck(10 - n) for n in range(4))))
    model = compile_site(*pair, days=1, state=state)
    seen = np.zeros(most + 1)
    for seed in range(runs):
        t = trace(model, seed).times - model.net.warmup
        seen[((t[:, 0] <= after) & (t[:, 3] > after)).sum()] += 1
    # cells of fewer than ten are taken together
    many = expected >= 10
    cells = [np.append(counts[many], counts[~many].sum()) for counts in (seen, expected)]
    squares = ((cells[0] - cells[1]) ** 2 / cells[1]).sum()
    assert squares < chdtri(many.sum(), 1e-3)


def test_a_line_before_one_server_is_arithmetic(site_of: Make) -> None:
    """Ten minutes a truck, four of the first gone: the others start after 6, 16 and 26 minutes."""
    pair = site_of({"s": {"service": TEN, "staff": 1}}, {"a": NOBODY})
    standing = (truck(30, 4), truck(25), truck(12), truck(3))
    found = times(pair, State(at=NOW, standing=standing))
    assert found[:, 0].tolist() == pytest.approx([-30, -25, -12, -3])
    assert found[:, 1].tolist() == pytest.approx([-4, 6, 16, 26])
    assert found[:, 3].tolist() == pytest.approx([6, 16, 26, 36])


@pytest.mark.parametrize(
    ("staff", "starts"),
    [
        # two officers until 14:00, in 23 minutes, then one
        ({"s": 2}, [-4, 0, 6, 10, 16, 20, 30, 40, 50]),
        # nobody until then: who is in service is finished
        ({"s": 0}, [-4, 23, 33, 43, 53, 63, 73, 83, 93]),
        # three, as planned
        ({}, [-4, 0, 0, 6, 10, 10, 16, 20, 20]),
    ],
)
def test_who_is_on_duty_stays_until_the_shift_changes(
    site_of: Make, staff: dict[str, int], starts: list[float]
) -> None:
    shifts = (Shift(from_h=0, to_h=14, staff=3), Shift(from_h=14, to_h=24, staff=1))
    pair = site_of({"s": {"service": TEN, "staff": shifts}}, {"a": NOBODY})
    standing = (truck(30, 4), *(truck(20 - n) for n in range(8)))
    found = times(pair, State(at=NOW, standing=standing, staff=staff))
    assert found[:, 1].tolist() == pytest.approx(starts)


def test_work_is_handed_over_where_nobody_is_on_duty(site_of: Make) -> None:
    shifts = (Shift(from_h=0, to_h=14, staff=3), Shift(from_h=14, to_h=24, staff=1))
    pair = site_of({"s": {"service": TEN, "staff": shifts}}, {"a": NOBODY}, rule="hand-over")
    found = times(pair, State(at=NOW, standing=(truck(30, 4),), staff={"s": 0}))
    # six minutes were left of it at 14:00
    assert found.tolist() == [pytest.approx([-30, -4, 29, 29])]


def test_a_convoy_under_way_holds_one_lane_and_leaves_together(site_of: Make) -> None:
    convoy = {"service": TEN, "staff": 1, "batch": 3, "batch_wait_min": 60.0}
    pair = site_of({"s": convoy}, {"a": NOBODY})
    waiting = (truck(5), truck(4), truck(3))
    state = State(at=NOW, standing=(truck(40, 4), *waiting, truck(50, 4), truck(45, 4)))
    found = times(pair, state)
    assert found[:, 1].tolist() == pytest.approx([-4] * 3 + [6] * 3)
    assert found[:, 3].tolist() == pytest.approx([6] * 3 + [16] * 3)


def test_nobody_enters_a_yard_that_is_too_full(site_of: Make) -> None:
    pair = site_of(
        {"gate": {"service": TEN, "staff": 1}, "s": {"service": TEN, "staff": 1}},
        {"a": NOBODY},
        yards=(Yard(id="y", stations=("s",), trucks=2, full="block"),),
    )
    inside = (truck(30, 4), truck(20), truck(10))
    found = times(pair, State(at=NOW, standing=(*inside, truck(9, 7, station="gate"))))
    gate = found[found[:, 0] == -9]
    # served at 3; of the three inside the second leaves at 16
    assert gate[:, 2:].tolist() == [pytest.approx([3, 16])]


def test_patience_goes_on_from_where_it_is(site_of: Make) -> None:
    """Whoever waits half an hour turns back: after 5 and 7 minutes from now."""
    pair = site_of(
        {"s": {"service": TEN, "staff": 1}},
        {"a": NOBODY},
        patience=Distribution(kind="deterministic", mean_min=30),
    )
    standing = (truck(90, 0), truck(25), truck(23), truck(18))
    model = compile_site(*pair, days=1, state=State(at=NOW, standing=standing))
    visits = trace(model, 1)
    left = visits.times[visits.outcome == 1, 3] - model.net.warmup
    assert left.tolist() == pytest.approx([5, 7])
    served = visits.times[visits.outcome == 0, 1] - model.net.warmup
    # the last would have turned back at 12
    assert served.tolist() == pytest.approx([0, 10])


def booked(**more: Any) -> Book:
    words = {"direction": "d", "truck_class": "a", "kind": "transit", "from_h": 0, "to_h": 24}
    return Book(**words | {"slots_per_h": 1.0} | more)


def test_those_due_come_as_their_book_says_given_they_are_not_there(site_of: Make) -> None:
    """Five minutes past the slot: no-show 0.2, lateness normal with mean -15 and deviation 10."""
    runs, many = 400, 10
    site, demand = site_of({"s": {"service": TEN, "staff": 99}}, {"a": NOBODY})
    demand = replace(demand, books=(booked(no_show=0.2, late_min=-15, spread_min=10),))
    due = tuple(Due(direction="d", truck_class="a", due=ago(5)) for _ in range(many))
    state = State(at=NOW, due=due, booked_until=NOW + timedelta(days=2))
    model = compile_site(site, demand, days=1, state=state)
    came = [trace(model, seed).times[:, 0] - model.net.warmup for seed in range(runs)]
    later = 0.8 * 0.5 * math.erfc((5 + 15) / 10 / math.sqrt(2))
    chance = later / (later + 0.2)
    n = runs * many
    assert abs(sum(map(len, came)) / n - chance) < 4 * math.sqrt(chance * (1 - chance) / n)
    at = np.concatenate(came)
    assert at.min() >= 0
    # the hazard of a normal at two deviations: minutes after the slot beyond five
    hazard = math.exp(-2) / math.sqrt(2 * math.pi) / (0.5 * math.erfc(2 / math.sqrt(2)))
    assert at.mean() == pytest.approx(10 * hazard - 20, abs=4 * 10 / math.sqrt(at.size))


def test_slots_that_are_known_are_not_drawn_again(site_of: Make) -> None:
    site, demand = site_of({"s": {"service": TEN, "staff": 9}}, {"a": NOBODY})
    demand = replace(demand, flows=(), books=(booked(),))
    for until, hours in ((None, [14.5, 15.5, 16.5]), (ago(-60), [15.5, 16.5, 17.5])):
        model = compile_site(site, demand, days=1, state=State(at=NOW, booked_until=until))
        came = np.sort(trace(model, 1).times[:, 0])
        assert (came[:3] / 60).tolist() == pytest.approx(hours)


def test_more_staff_never_makes_anybody_of_the_same_state_wait_longer(site_of: Make) -> None:
    service = Service(kind="gamma", mean_min=6.0, cv=0.7)
    standing = (truck(30, 4), *(truck(20 - n) for n in range(9)))
    starts = []
    for staff in (1, 2):
        pair = site_of({"s": {"service": service, "staff": staff}}, {"a": 0.15})
        visits = trace(compile_site(*pair, days=1, state=State(at=NOW, standing=standing)), 5)
        starts.append(dict(zip(visits.truck.tolist(), visits.times[:, 1], strict=True)))
    few, many = starts
    assert few.keys() <= many.keys()
    assert all(many[name] <= at for name, at in few.items())


def test_results_are_of_those_who_come_and_queues_of_everybody(site_of: Make) -> None:
    pair = site_of({"s": {"service": TEN, "staff": 1}}, {"a": NOBODY})
    told = simulate_from(*pair, State(at=NOW, standing=(truck(30, 4), truck(2))), replications=2)
    assert told.trucks == 0
    assert math.isnan(told.overall.mean.value)
    # one truck waits for 6 of the 23 minutes of Tuesday's fourteenth hour from now on
    assert told.queue[0, 24 + 13] == pytest.approx(6 / 23)
    assert told.utilisation[0, 24 + 13] == pytest.approx(16 / 23)


def test_a_state_that_cannot_be_is_said(site_of: Make) -> None:
    pair = site_of({"s": {"service": TEN, "staff": 1}}, {"a": 0.1})
    for state, found in (
        (State(at=NOW, standing=(truck(3, station="x"),)), r"standing\[1\]: found d, a at x"),
        (State(at=NOW, standing=(truck(3, 4),)), r"allowed: came, since, started, now in order"),
        (State(at=NOW, staff={"t": 1}), "found 1 in t; allowed: 0 or more in one of s"),
        (State(at=NOW, due=(Due(direction="e", truck_class="a", due=NOW),)), r"due\[1\]: found e"),
        (State(at=NOW.replace(tzinfo=None)), "allowed: a time with its zone"),
    ):
        with pytest.raises(SiteError, match=found):
            simulate_from(*pair, state)
