"""Queues made up for tests."""

from datetime import UTC, datetime

import numpy as np

from goldenbridge.outlook.live.readings import HOUR, Floats, Ints, Readings

MONDAY = int(datetime(2026, 6, 1, tzinfo=UTC).timestamp())


def made(at: Ints | list[int], value: Floats | list[float], series: str = "one") -> Readings:
    times, values = np.array(at, dtype=np.int64), np.array(value, dtype=float)
    return Readings(series, "min", "UTC", times, values, np.zeros(times.size, dtype=bool))


def daily(days: int, *, seed: int = 1, series: str = "one", noise: float = 10.0) -> Readings:
    """An hourly wait that swings by the hour of the day and returns to it after shocks."""
    rng = np.random.default_rng(seed)
    hours = np.arange(days * 24)
    shock = np.zeros(hours.size)
    for i in range(1, hours.size):
        shock[i] = 0.6 * shock[i - 1] + rng.normal(0, noise)
    wave = 100 + 50 * np.sin(2 * np.pi * hours / 24)
    return made(MONDAY + hours * HOUR, np.maximum(wave + shock, 0), series)
