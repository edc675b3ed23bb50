"""Stationary queues: Erlang's formulas, square-root staffing, and how many would be busy at once.

Loads are in erlangs: arrivals a minute times minutes of service.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_HOURS = 24


def erlang_b(servers: int, load: float) -> float:
    """The share turned away where nobody waits, M/M/c/c (Erlang 1917), by its recursion."""
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def erlang_c(servers: int, load: float) -> float:
    """The share that waits at all, M/M/c (Erlang 1917); 1 where the load is not below `servers`."""
    if load >= servers:
        return 1.0
    blocked = erlang_b(servers, load)
    return servers * blocked / (servers - load * (1 - blocked))


def stays_over(servers: int, load: float, service_min: float, minutes: float) -> float:
    """The share of M/M/c whose wait and service together take more than `minutes`.

    Waits, given that one waits, are exponential at rate (c - a)/s, independent of the service
    (Gross & Harris 1998, sec. 2.3). 1 where the load is not below `servers`.
    """
    if load >= servers:
        return 1.0
    waits = erlang_c(servers, load)
    served, queued = 1 / service_min, (servers - load) / service_min
    direct = math.exp(-served * minutes)
    if math.isclose(served, queued, rel_tol=1e-9):
        late = direct * (1 + served * minutes)
    else:
        late = (queued * direct - served * math.exp(-queued * minutes)) / (queued - served)
    return (1 - waits) * direct + waits * late


def allen_cunneen(
    servers: int, load: float, service_min: float, *, arrival_scv: float, service_scv: float
) -> float:
    """The mean wait of G/G/c in minutes (Allen 1990, eq. 5.5.12): M/M/c's, scaled by variability.

    `arrival_scv` and `service_scv` are squared coefficients of variation. Infinite where the load
    is not below `servers`.
    """
    if load >= servers:
        return math.inf
    exponential = erlang_c(servers, load) * service_min / (servers - load)
    return exponential * (arrival_scv + service_scv) / 2


def waits_at_all(beta: float) -> float:
    """The share that waits under square-root staffing with `beta` > 0 (Halfin & Whitt 1981)."""
    density = math.exp(-beta * beta / 2) / math.sqrt(2 * math.pi)
    below = (1 + math.erf(beta / math.sqrt(2))) / 2
    return 1 / (1 + beta * below / density)


def quality(share: float) -> float:
    """The `beta` under which `share` of the customers wait at all; `share` between 0 and 1."""
    low, high = 1e-9, 10.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if waits_at_all(middle) > share else (low, middle)
    return (low + high) / 2


def square_root(load: float, share: float) -> int:
    """Servers for `load` so that about `share` of the customers wait: load + beta sqrt(load)."""
    return max(math.ceil(load + quality(share) * math.sqrt(load) - 1e-9), 1) if load else 0


def offered_load(rates: Sequence[float] | Floats, service_min: float, scv: float) -> Floats:
    """How many would be busy in each hour were there no limit, [24], for a day that repeats.

    `rates` [24] are arrivals a minute. The modified offered load of a queue with rates that change
    is that of M(t)/G/inf, the rate before one service: m(t) = E[rate(t - S_e)] E[S] (Eick, Massey &
    Whitt 1993, Operations Research 41(4), theorem 1), S_e the excess of a service. It is taken for
    a gamma of S's mean and `scv`, on steps of five minutes.
    """
    steps, minutes = 12, 5.0
    fine = np.repeat(np.asarray(rates, np.float64), steps)
    days = max(math.ceil(service_min * (1 + 8 * max(scv, 0.1)) / (minutes * fine.size)), 2)
    at = np.arange(days * fine.size) * minutes
    weight = _survival(np.asarray(at / service_min, np.float64), scv)
    weight[0] /= 2  # the trapezium rule
    weight /= weight.sum()
    spread = weight.reshape(days, -1).sum(axis=0)
    mixed = np.fft.irfft(np.fft.rfft(fine) * np.fft.rfft(spread), fine.size)
    return np.asarray(mixed.reshape(_HOURS, steps).mean(axis=1) * service_min)


def _survival(times: Floats, scv: float) -> Floats:
    """The share of services of mean 1 that last longer: gamma, or all equal where `scv` is 0."""
    if scv <= 0:
        return (times < 1).astype(np.float64)
    from scipy.special import gammaincc  # noqa: PLC0415 - takes 0.1 s, which an import can do without

    return np.asarray(gammaincc(1 / scv, times / scv))
