"""The border engine against exact values: |z| < 4 with fixed seeds and stated sizes."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from goldenbridge.border.compile import compile_site
from goldenbridge.border.runs import run_one, trace
from goldenbridge.border.samples import Sample, quantiles, shortened
from goldenbridge.border.tables import FIXED, Counts, Visits
from goldenbridge.site.demand import Book, Demand, Profile
from goldenbridge.site.distributions import Distribution, Service
from goldenbridge.site.routes import Leg
from goldenbridge.site.site import Site
from goldenbridge.site.stations import Shift

Pair = tuple[Site, Demand]
Make = Callable[..., Pair]

ONE = Service(kind="exponential", mean_min=1.0)
LOGNORMAL = Service(kind="lognormal", mean_min=1.0, cv=0.8)
FIXED_ONE = Service(kind="deterministic", mean_min=1.0)


def z(values: Iterable[float], truth: float) -> float:
    seen = np.array(list(values))
    return float((seen.mean() - truth) / (seen.std(ddof=1) / math.sqrt(seen.size)))


def runs(pair: Pair, *, runs: int = 20, days: int = 30, warmup: float = 1.0) -> list[Counts]:
    model = compile_site(*pair, days=days, warmup_days=warmup)
    return [run_one(model, seed) for seed in range(1, runs + 1)]


def waits(counts: Sequence[Counts], station: int = 0, kind: int = 0) -> list[float]:
    return [c.wait_sum[0, station, kind] / FIXED / c.wait[0, station, kind].sum() for c in counts]


def station(site_of: Make, rate: float, service: Service, staff: float, **more: Any) -> Pair:
    return site_of({"s": {"service": service, "staff": staff}}, {"a": rate}, **more)


def test_m_m_8(site_of: Make) -> None:
    """6.2 million trucks."""
    counts = runs(station(site_of, 7.2, ONE, 8))
    assert abs(z(waits(counts), 0.876916)) < 4
    waited = [1 - c.wait[0, 0, 0, 0] / c.wait[0, 0, 0].sum() for c in counts]
    # the first bin also holds waits below 0.001 minutes
    assert abs(z(waited, 0.701533 * math.exp(-0.8 / 1024))) < 4
    tails = np.array([quantiles(c.wait[0, 0, 0][None])[0] for c in counts])
    assert abs(z(tails[:, 2], 3.30156)) < 4
    assert abs(z(tails[:, 3], 5.31335)) < 4


@pytest.mark.parametrize(
    ("rate", "service", "staff", "truth"),
    [
        (0.8, LOGNORMAL, 1, 3.28),
        (0.9, FIXED_ONE, 1, 4.5),
        (7.2, FIXED_ONE, 8, 0.449973),
        (1.6, FIXED_ONE, 2, 0.903284),
        (0.85, Service(kind="erlang", mean_min=1.0, shape=3), 1, 0.85 * (1 + 1 / 3) / 0.3),
        (0.8, Service(kind="gamma", mean_min=1.0, cv=0.8), 1, 3.28),
        (0.8, Service(kind="gamma", mean_min=1.0, cv=1.6), 1, 0.8 * (1 + 1.6**2) / 0.4),
        (0.8, Service(kind="uniform", low=0.0, high=2.0), 1, 0.8 * (4 / 3) / 0.4),
        (0.8, Service(kind="triangular", low=0.0, mode=0.6, high=2.4), 1, 0.8 * 1.26 / 0.4),
        (0.8, Service(kind="empirical", values=(0.5, 0.5, 2.0)), 1, 0.8 * 1.5 / 0.4),
    ],
    ids=["M-LN-1", "M-D-1", "M-D-8", "M-D-2", "M-E3-1", "gamma", "gamma<1", "U", "tri", "emp"],
)
def test_one_station(
    site_of: Make, rate: float, service: Service, staff: int, truth: float
) -> None:
    """Pollaczek–Khinchine and Crommelin, 1.4 to 12 million trucks each."""
    counts = runs(station(site_of, rate, service, staff), days=60 if rate < 2 else 30)
    assert abs(z(waits(counts), truth)) < 4


def test_priorities(site_of: Make) -> None:
    """Cobham (1954) with one server, Kella & Yechiali (1985) with eight."""
    both = {"priorities": {"b": 1}}
    one = site_of({"s": {"service": LOGNORMAL, "staff": 1}}, {"a": 0.2, "b": 0.6}, **both)
    counts = runs(one, days=60)
    assert abs(z(waits(counts), 0.82)) < 4
    assert abs(z(waits(counts, kind=1), 4.10)) < 4
    eight = site_of({"s": {"service": ONE, "staff": 8}}, {"a": 1.8, "b": 5.4}, **both)
    counts = runs(eight)
    assert abs(z(waits(counts), 0.113150)) < 4
    assert abs(z(waits(counts, kind=1), 1.131505)) < 4


def lost_share(c: Counts) -> float:
    return c.lost.sum() / (c.lost.sum() + c.wait.sum())


def test_loss(site_of: Make) -> None:
    """M/M/3/10 and Erlang's B for ten lanes and a load of eight."""
    three = {"service": ONE, "staff": 3, "places": 7, "full": "balk"}
    counts = runs(site_of({"s": three}, {"a": 2.7}))
    assert abs(z((lost_share(c) for c in counts), 0.060282)) < 4
    assert abs(z(waits(counts), 0.835545)) < 4
    ten = {"service": ONE, "staff": 10, "places": 0, "full": "balk"}
    assert abs(z((lost_share(c) for c in runs(site_of({"s": ten}, {"a": 8.0}))), 0.121661)) < 4


def test_jackson_network_with_rework(site_of: Make) -> None:
    stations = {
        name: {"service": Service(kind="exponential", mean_min=1 / mu), "staff": c}
        for name, mu, c in (("a", 1.0, 2), ("b", 0.5, 3), ("c", 1.2, 1))
    }
    shares = {
        "in": {"a": 1 / 1.2, "b": 0.2 / 1.2},
        "a": {"b": 0.7, "c": 0.3},
        "b": {"a": 0.2, "c": 0.5, "out": 0.3},
        "c": {"a": 0.1, "out": 0.9},
    }
    legs = [Leg(after=a, to=b, share=p) for a, to in shares.items() for b, p in to.items()]
    samples = [shortened(c, {}) for c in runs(site_of(stations, {"t": 1.2}, legs=legs), days=60)]
    for i, truth in enumerate((2.342172, 3.948016, 3.96875)):
        inside = [(s.queued[i].sum() + s.busy[i].sum()) / (60 * 1440) for s in samples]
        assert abs(z(inside, truth)) < 4
    assert abs(z((s.mean[0, -1] for s in samples), 8.549114)) < 4


HOURLY = 2 + 1.5 * np.array(  # the mean of 2 + 1.5 sin(2πt/24) over each hour
    [
        12 / math.pi * (math.cos(math.pi * h / 12) - math.cos(math.pi * (h + 1) / 12))
        for h in range(24)
    ]
)
DAY = Profile(id="day", hours=tuple(HOURLY))


def inside_at(visits: Visits, minutes: float) -> int:
    return int(((visits.times[:, 0] <= minutes) & (visits.times[:, 3] > minutes)).sum())


def test_many_servers_with_a_daily_wave(site_of: Make) -> None:
    """Mt/M/∞: the exact mean follows dm/dt = λ(t) - m/3 for rates constant in each hour."""
    m = 0.0
    exact = {}
    for hour in range(24 * 20):
        m = 3 * HOURLY[hour % 24] + (m - 3 * HOURLY[hour % 24]) * math.exp(-1 / 3)
        exact[(hour + 1) % 24] = m
    for hour, published in ((6, 8.78319), (12, 8.18591), (18, 3.21681)):
        assert exact[hour] == pytest.approx(published, rel=0.005)
    pair = station(site_of, 2 / 60, Service(kind="exponential", mean_min=180), 5000, profile=DAY)
    model = compile_site(*pair, days=300)
    for hour in (6, 12, 18):
        seen = [
            np.mean([inside_at(visits, (day * 24 + hour) * 60) for day in range(3, 290)])
            for visits in (trace(model, seed) for seed in range(1, 21))
        ]
        assert abs(z(seen, exact[hour])) < 4


def many_days(pair: Pair, hours: Sequence[float], *, runs: int) -> dict[float, list[int]]:
    """Trucks inside at `hours` after an empty start, in each of many short runs."""
    model = compile_site(*pair, days=4)
    # one run at a time: thousands of tables of visits would fill the memory
    visits = (trace(model, seed) for seed in range(1, runs + 1))
    counted = [[inside_at(one, hour * 60) for hour in hours] for one in visits]
    return {hour: [row[i] for row in counted] for i, hour in enumerate(hours)}


def test_staff_that_changes_by_shift(site_of: Make) -> None:
    """Mt/M/c(t) with trucks handed over, against Kolmogorov's equations for hourly rates."""
    staff = ((0, 6, 4), (6, 14, 9), (14, 24, 7))
    n = np.arange(121)
    p = (n == 0).astype(float)
    exact = {}
    for hour in range(24):
        rate, c = HOURLY[hour], next(s for a, b, s in staff if a <= hour < b)

        def flow(_: float, p: Any, rate: float = rate, c: int = c) -> Any:
            done = np.minimum(n, c) / 3 * p
            up = np.append(rate * p[:-1], 0)
            return np.append(done[1:], 0) - done - up + np.insert(up[:-1], 0, 0)

        p = solve_ivp(flow, (0, 1), p, method="LSODA", rtol=1e-8, atol=1e-11).y[:, -1]
        exact[hour + 1] = float(p @ n)
    for hour, published in ((6, 11.62484), (12, 12.56966), (24, 4.82384)):
        assert exact[hour] == pytest.approx(published, rel=0.006)
    shifts = tuple(Shift(from_h=a, to_h=b, staff=s) for a, b, s in staff)
    pair = site_of(
        {"s": {"service": Service(kind="exponential", mean_min=180), "staff": shifts}},
        {"a": 2 / 60},
        profile=DAY,
        rule="hand-over",
    )
    for hour, seen in many_days(pair, (6, 12, 24), runs=3000).items():
        assert abs(z(seen, exact[int(hour)])) < 4


@pytest.mark.parametrize(("stations", "truth"), [(2, 2 / 3), (3, 22 / 39), (4, 0.514775)])
def test_blocking_after_service(site_of: Make, stations: int, truth: float) -> None:
    """Hunt (1956): a saturated tandem without buffers; 30 runs of 30,000 to 38,000 trucks."""
    first = {"service": ONE, "staff": 1, "places": 60, "full": "balk"}
    later = {"service": ONE, "staff": 1, "places": 0, "full": "block"}
    names = {f"s{i}": later if i else first for i in range(stations)}
    counts = runs(site_of(names, {"a": 4.0}), runs=30, days=40, warmup=0.0)
    assert abs(z((c.total[1] / (40 * 1440) for c in counts), truth)) < 4


def test_impatience(site_of: Make) -> None:
    """Erlang's A, M/M/8+M."""
    patience = Distribution(kind="exponential", mean_min=2.0)
    counts = runs(station(site_of, 9.0, ONE, 8, patience=patience))
    share = (c.left.sum() / (c.left.sum() + c.wait.sum()) for c in counts)
    assert abs(z(share, 0.169597)) < 4
    assert abs(z((c.queued.sum() / FIXED / (30 * 1440) for c in counts), 3.052743)) < 4


def test_from_empty(site_of: Make) -> None:
    """M/M/1 at load 0.8, its unit of time 30 minutes, 12,000 runs."""
    pair = station(site_of, 0.8 / 30, Service(kind="exponential", mean_min=30), 1)
    seen = many_days(pair, (5, 25), runs=12000)
    assert abs(z(seen[5], 2.030282)) < 4
    assert abs(z(seen[25], 3.405039)) < 4


def test_slots_kept_to_the_minute(site_of: Make) -> None:
    """D/M/1 at load 0.8: s solves s = exp(-(1-s)/0.8), and trucks wait s/(1-s) services."""
    site, demand = station(site_of, 1.0, Service(kind="exponential", mean_min=0.8), 1)
    book = Book(direction="d", truck_class="a", kind="transit", from_h=0, to_h=24, slots_per_h=60)
    counts = runs((site, replace(demand, flows=(), books=(book,))), days=60)
    sigma = brentq(lambda s: s - math.exp(-(1 - s) / 0.8), 1e-6, 0.9999)
    assert abs(z(waits(counts), 0.8 * sigma / (1 - sigma))) < 4


def test_a_convoy_waits_to_be_full(site_of: Make) -> None:
    """Six trucks at 2 a minute: the mean wait for the convoy to fill is 5 / (2 · 2) minutes."""
    convoy = {"service": ONE, "staff": 500, "batch": 6, "batch_wait_min": 500.0}
    counts = runs(site_of({"s": convoy}, {"a": 2.0}))
    assert abs(z(waits(counts), 1.25)) < 4


def test_border_year(border_year: Pair) -> None:
    """The year of the specification: trucks, work done and trucks turned away, over four years."""
    model = compile_site(*border_year, days=364)
    samples: list[Sample] = [shortened(run_one(model, seed), {}) for seed in range(1, 5)]
    trucks = np.array([s.total[0] for s in samples])
    expected = 2.2 * 1440 * 364
    assert abs(trucks.mean() - expected) < 4 * math.sqrt(expected / len(samples))
    lost = np.array([s.total[2] for s in samples])
    assert 100 < lost.mean() < 1000
    for i, (mean, share) in enumerate(((2, 1), (1.5, 1), (8, 1), (25, 0.15), (1, 1))):
        work = [s.busy[i].sum() / (s.total[0] - s.total[2]) for s in samples]
        assert np.mean(work) == pytest.approx(mean * share, rel=0.003)
