"""Erlang's tables, square-root staffing in the limit, and the load of a day that swings."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.border.design import queues


@pytest.mark.parametrize(
    ("servers", "load", "half"),
    [(1, 0.0101, 5e-5), (5, 1.36, 5e-3), (10, 4.46, 5e-3), (20, 12.0, 0.05), (100, 84.1, 0.05)],
)
def test_the_published_table_of_one_in_a_hundred_blocked(
    servers: int, load: float, half: float
) -> None:
    """Loads at 1 % blocking, ITU-D Teletraffic Engineering Handbook, rounded to three digits."""
    assert queues.erlang_b(servers, load - half) <= 0.01 <= queues.erlang_b(servers, load + half)


@given(st.floats(0.01, 0.99))
def test_one_and_two_servers_in_closed_form(load: float) -> None:
    assert queues.erlang_c(1, load) == pytest.approx(load)
    two = 2 * load
    assert queues.erlang_c(2, two) == pytest.approx(two * two / (2 + two))
    # M/M/1: the time in the system is exponential at rate (1 - a) / s
    assert queues.stays_over(1, load, 3.0, 7.0) == pytest.approx(math.exp(-(1 - load) * 7 / 3))


def test_where_wait_and_service_have_one_rate() -> None:
    near = queues.stays_over(3, 2 - 1e-7, 1.0, 4.0)
    assert queues.stays_over(3, 2.0, 1.0, 4.0) == pytest.approx(near, rel=1e-5)


def test_overload_is_told() -> None:
    assert queues.erlang_c(2, 2.0) == queues.stays_over(2, 2.5, 1.0, 9.0) == 1.0
    assert queues.allen_cunneen(2, 2.0, 1.0, arrival_scv=1, service_scv=1) == math.inf


def test_allen_cunneen_is_exact_for_one_server_and_poisson_arrivals() -> None:
    """Pollaczek–Khinchine: W = a s (1 + c²) / (2 (1 - a))."""
    found = queues.allen_cunneen(1, 0.8, 5.0, arrival_scv=1, service_scv=0.25)
    assert found == pytest.approx(0.8 * 5 * 1.25 / (2 * 0.2))


@pytest.mark.parametrize("beta", [0.25, 0.5, 1.0, 1.5])
def test_the_share_that_waits_tends_to_halfin_and_whitt(beta: float) -> None:
    servers = 40_000
    load = servers - beta * math.sqrt(servers)
    assert queues.waits_at_all(beta) == pytest.approx(queues.erlang_c(servers, load), rel=0.01)
    assert queues.quality(queues.waits_at_all(beta)) == pytest.approx(beta, rel=1e-6)


@pytest.mark.parametrize("load", [5, 20, 60, 200])
@pytest.mark.parametrize("share", [0.1, 0.2, 0.5])
def test_square_root_staffing_is_within_one_of_erlang(load: float, share: float) -> None:
    servers = load + 1
    while queues.erlang_c(servers, load) > share:
        servers += 1
    assert abs(queues.square_root(load, share) - servers) <= 1


def test_the_offered_load_of_a_swinging_day() -> None:
    """M(t)/M/inf under a sine: closed form, Eick, Massey & Whitt 1993, Management Science 39(2)."""
    mean, swing, service = 0.5, 0.3, 45.0
    turn, rate = 2 * math.pi / 1440, 1 / service
    fine = np.arange(24 * 60) + 0.5
    rates = (mean + swing * np.sin(turn * fine)).reshape(24, 60).mean(axis=1)
    wave = rate * np.sin(turn * fine) - turn * np.cos(turn * fine)
    exact = (mean / rate + swing * wave / (rate**2 + turn**2)).reshape(24, 60).mean(axis=1)
    found = queues.offered_load(rates, service, 1.0)
    assert found == pytest.approx(exact, rel=0.01)
    # a constant rate: Little
    assert queues.offered_load([mean] * 24, service, 0.3) == pytest.approx([mean * service] * 24)
