"""What the engine was told comes back from the log it leaves."""

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from goldenbridge.border.compile import compile_site
from goldenbridge.border.fit.drift import alarms
from goldenbridge.border.fit.fit import SiteFit, fit
from goldenbridge.border.fit.services import service
from goldenbridge.border.fit.visits import StationVisits, sound
from goldenbridge.border.runs import trace
from goldenbridge.border.simulation import simulate
from goldenbridge.errors import LogError
from goldenbridge.site.demand import Demand, Profile
from goldenbridge.site.distributions import Service
from goldenbridge.site.routes import Leg
from goldenbridge.site.site import Site
from goldenbridge.site.stations import Shift

MONDAY = date(2026, 6, 1)
DAYS = 56
RATE = 0.25
SHARE = 0.3
GATE = Service(kind="gamma", mean_min=6.0, cv=0.5)
CHECK = Service(kind="lognormal", mean_min=20.0, cv=1.2)
Pair = tuple[Site, Demand]


@pytest.fixture(scope="module")
def pair(site_of: Callable[..., Pair]) -> Pair:
    legs = (
        Leg(after="in", to="gate"),
        Leg(after="gate", to="check", share=SHARE),
        Leg(after="gate", to="out", share=1 - SHARE),
        Leg(after="check", to="out"),
    )
    day = (Shift(from_h=6, to_h=18, staff=3), Shift(from_h=18, to_h=6, staff=2))
    hours = tuple(1.0 if 6 <= hour < 18 else 0.6 for hour in range(24))
    return site_of(
        {"gate": {"service": GATE, "pool": "gate"}, "check": {"service": CHECK, "staff": 3}},
        {"truck": RATE},
        legs=legs,
        pools={"gate": day},
        profile=Profile(id="day", hours=hours),
    )


@pytest.fixture(scope="module")
def log(pair: Pair) -> StationVisits:
    model = compile_site(*pair, days=DAYS, start=MONDAY)
    seen = trace(model, 3)
    return StationVisits(
        model.stations,
        model.types,
        MONDAY,
        seen.truck,
        seen.station,
        seen.type,
        *seen.times[:, :3].T,
        seen.outcome == 0,
    )


@pytest.fixture(scope="module")
def fitted(log: StationVisits) -> SiteFit:
    return fit(log, site="fitted", zone="UTC")


def test_the_rate_of_arrivals_comes_back(fitted: SiteFit) -> None:
    found = fitted.arrivals["d", "truck"]
    expected = RATE * 1440
    assert abs(found.trucks_per_day - expected) < 4 * math.sqrt(expected / DAYS)
    assert found.p_value > 1e-4
    night, day = np.mean(found.profile.hours[:6]), np.mean(found.profile.hours[6:18])
    trucks = expected * DAYS
    # the ratio's error from the counts of a quarter and of half the day, 0.15 and 0.625 of trucks
    error = 0.6 * math.sqrt(1 / (0.1875 * trucks) + 1 / (0.625 * trucks))
    assert abs(night / day - 0.6) < 4 * error


@pytest.mark.parametrize(("station", "told"), [("gate", GATE), ("check", CHECK)])
def test_families_and_means_of_services_come_back(
    fitted: SiteFit, station: str, told: Service
) -> None:
    found = fitted.services[station]
    mean, cv = told.mean, told.cv or 0.0
    assert found.kind == told.kind
    assert abs(found.mean_min - mean) < 4 * mean * cv / math.sqrt(found.n)
    assert found.cv == pytest.approx(cv, rel=0.1)
    # Kolmogorov's 0.9999 point for a law that is known; a fitted one is nearer still
    assert found.distance < 2.23 / math.sqrt(min(found.n, 10_000))


def test_shares_of_legs_come_back(fitted: SiteFit) -> None:
    shares = {(one.leg.after, one.leg.to): one for one in fitted.legs["d", "truck"]}
    assert set(shares) == {("in", "gate"), ("gate", "check"), ("gate", "out"), ("check", "out")}
    found = shares["gate", "check"]
    assert abs((found.leg.share or 0) - SHARE) < 4 * found.error
    assert found.error == pytest.approx(math.sqrt(SHARE * (1 - SHARE) / found.n), rel=0.05)
    assert shares["check", "out"].leg.share == 1


def test_staff_is_seen_from_what_is_served_while_trucks_wait(fitted: SiteFit) -> None:
    by_hour = fitted.staff["gate"].reshape(7, 24)
    # an officer finishes the truck in hand, so the first hour of the night may show the day's
    assert (by_hour[:, 7:18] == 3).mean() > 0.95
    assert (by_hour[:, 20:24] == 2).mean() > 0.95


def test_a_known_roster_is_taken_as_it_is(log: StationVisits) -> None:
    roster = np.full(168, 4)
    found = fit(log, site="fitted", zone="UTC", staff={"gate": roster})
    assert found.site.pool("gate").shifts == (Shift(from_h=0.0, to_h=24.0, staff=4.0),)


def test_the_fitted_site_waits_as_the_one_it_was_fitted_to(pair: Pair, fitted: SiteFit) -> None:
    first, second = (
        simulate(*one, days=28, replications=16, seed=seed, warmup_days=2, start=MONDAY)
        for one, seed in ((pair, 11), ((fitted.site, fitted.demand), 12))
    )
    means = [one.overall.mean for one in (first, second)]
    assert means[1].value == pytest.approx(means[0].value, rel=0.15)


def test_visits_that_cannot_have_happened_are_counted_and_left_out(log: StationVisits) -> None:
    few = log.only(np.arange(100))
    ended, started = few.ended.copy(), few.started.copy()
    ended[0] = few.started[0] - 1
    started[1] = np.nan
    twice = few.only(np.r_[2:100, 5])
    broken = replace(few, ended=ended, started=started)
    kept, faults = sound(broken)
    assert kept.visit.size == 98
    assert faults == {"a time is missing": 1, "starts or ends before it can": 1}
    assert sound(twice)[1] == {"twice": 1}
    with pytest.raises(LogError, match="found none that can have happened"):
        sound(log.only(np.arange(0)))


def test_durations_too_few_or_all_the_same() -> None:
    with pytest.raises(LogError, match="service times: found 3; allowed: 30"):
        service(np.ones(3))
    assert service(np.full(50, 5.0)).distribution.kind == "deterministic"


@pytest.mark.parametrize("kind", ["exponential", "erlang"])
def test_simple_families_are_preferred_where_they_fit(kind: str) -> None:
    rng = np.random.default_rng(7)
    shape = {"exponential": 1, "erlang": 3}[kind]
    found = service(rng.gamma(shape, 5.0 / shape, 20_000))
    assert found.kind in (kind, "gamma")
    assert found.bic[kind] - min(found.bic.values()) < 10
    assert abs(found.mean_min - 5) < 4 * 5 / math.sqrt(shape * 20_000)


def test_false_alarms_come_as_seldom_as_stated_and_a_shift_is_found() -> None:
    rng = np.random.default_rng(9)
    n, every = 200_000, 500
    found = len(alarms(rng.normal(size=n), every=every))
    # Siegmund's approximation is good to a few per cent
    assert abs(found - n / every) < 4 * math.sqrt(n / every) + 0.05 * n / every
    moved = np.r_[rng.normal(size=50), rng.normal(-1.5, 1, 50)]
    late = [one for one in alarms(moved, every=10_000) if one.at >= 50]
    assert late
    assert late[0].side == -1
    with pytest.raises(ValueError, match="found every 5"):
        alarms(moved, every=5)
