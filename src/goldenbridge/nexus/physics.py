"""Volumes, heads, power and evaporation of reservoirs, and the balance of water over a plan."""

import calendar
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goldenbridge.nexus.basin import Basin
from goldenbridge.nexus.water import Reservoir

Floats = NDArray[np.float64]
GRAVITY = 0.0027252
"""GWh of a Mm³ falling one metre: 9.81 m/s² × 1000 kg/m³ / 3.6e9 J/kWh, as Mm³ and GWh."""


def seconds(month: int) -> float:
    """Seconds in a calendar month, February with 28.25 days."""
    days = 28.25 if month == 2 else calendar.monthrange(2001, month)[1]
    return days * 86400.0


def mm3(flow_m3s: ArrayLike, month: int) -> Floats:
    """The volume of a flow over a month, Mm³."""
    return np.asarray(flow_m3s, dtype=np.float64) * seconds(month) / 1e6


def gwh_per_mm3(one: Reservoir, volume_mm3: ArrayLike) -> Floats:
    """Power of a turbined Mm³ at a volume, GWh, with that of the plants below (also kWh/m³)."""
    volume = np.asarray(volume_mm3, dtype=np.float64)
    own = np.zeros_like(volume)
    if one.heads_m:
        head = np.interp(volume, one.volumes_mm3, one.heads_m)
        own = GRAVITY * (one.efficiency or 0.0) * head
    return own + (one.cascade_kwh_m3 or 0.0)


def evaporation_mm3(one: Reservoir, volume_mm3: ArrayLike, month: int) -> Floats:
    """What a month takes from the surface at a volume, Mm³."""
    volume = np.asarray(volume_mm3, dtype=np.float64)
    if not one.evaporation_mm:
        return np.zeros_like(volume)
    area = np.interp(volume, one.volumes_mm3, one.areas_km2)
    return np.asarray(area * one.evaporation_mm[month - 1] / 1000, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Traces:
    """What releases lead to, [member, reservoir, month] in Mm³; `short` is what was not there."""

    volume: Floats
    turbined: Floats
    spilled: Floats
    evaporated: Floats
    short: Floats


def simulate(basin: Basin, inflow: Floats, release: Floats) -> Traces:
    """Follow releases [reservoir, month] through the members, all of them at once.

    `inflow` is [member, inflow, month]. A release beyond the turbines spills; so does water above
    the full volume; one that would draw below the dead volume is cut.
    """
    members, _, months = inflow.shape
    reservoirs = basin.reservoirs
    order = _downstream(basin)
    shape = (members, len(reservoirs), months)
    volume, turbined, spilled, evaporated, short = (np.zeros(shape) for _ in range(5))
    at = {one.id: r for r, one in enumerate(reservoirs)}
    for t, month in enumerate(basin.months(months)):
        arriving = np.zeros((members, len(reservoirs)))
        for i, source in enumerate(basin.inflows):
            if not source.below:
                arriving[:, at[source.at]] += inflow[:, i, t]
        for r in order:
            one = reservoirs[r]
            before = volume[:, r, t - 1] if t else np.full(members, one.start_mm3)
            there = before + arriving[:, r]
            lost = np.minimum(evaporation_mm3(one, before, month), np.maximum(there, 0))
            usable = np.maximum(there - lost - one.dead_mm3, 0)
            out = np.minimum(release[r, t], usable)
            over = np.maximum(there - lost - out - one.full_mm3, 0)
            most = mm3(one.turbine_m3s, month) if one.turbine_m3s is not None else np.inf
            turbined[:, r, t] = np.minimum(out + over, most)
            spilled[:, r, t] = out + over - turbined[:, r, t]
            volume[:, r, t] = there - lost - out - over
            evaporated[:, r, t], short[:, r, t] = lost, release[r, t] - out
            if one.to:
                arriving[:, at[one.to]] += out + over
    return Traces(volume, turbined, spilled, evaporated, short)


def _downstream(basin: Basin) -> list[int]:
    """The reservoirs' numbers, each before the one it runs to."""
    below = {one.id: one.to for one in basin.reservoirs}

    def depth(name: str) -> int:
        return 1 + depth(below[name]) if below.get(name) else 0

    order = sorted(basin.reservoirs, key=lambda one: -depth(one.id))
    return [basin.reservoirs.index(one) for one in order]
