"""Reservoirs through many members in Pywr, which solves a small programme at every step.

Run by the Python of an environment with Pywr: reads a file of inflows and what the reservoir is,
prints seconds and the volumes at the end as JSON.
"""

import json
import sys
import time

import numpy as np
from pywr.core import Model, Scenario
from pywr.nodes import Catchment, Link, Output, Storage
from pywr.parameters import ArrayIndexedParameter, ArrayIndexedScenarioParameter


def main() -> None:
    """Build and run; inflow and release are in Mm³ a step, one step a day here."""
    case = np.load(sys.argv[1])
    flows, release = case["inflow"].T, case["release"]
    full, dead, start = (float(case[name]) for name in ("full", "dead", "start"))
    steps, members = flows.shape
    days = np.datetime64("2000-01-01") + np.arange(steps)
    model = Model(start=str(days[0]), end=str(days[-1]), timestep="D")
    scenario = Scenario(model, "member", size=members)
    source = Catchment(model, "river", flow=ArrayIndexedScenarioParameter(model, scenario, flows))
    store = Storage(model, "lake", min_volume=dead, max_volume=full, initial_volume=start, cost=-5)
    planned = Link(model, "release", max_flow=ArrayIndexedParameter(model, release), cost=-10)
    spill, field = Link(model, "spill", cost=5), Output(model, "field")
    source.connect(store)
    for way in (planned, spill):
        store.connect(way)
        way.connect(field)
    model.setup()
    started = time.perf_counter()
    model.run()
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "volumes": np.asarray(store.volume).tolist()}))


if __name__ == "__main__":
    main()
