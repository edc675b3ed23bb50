"""A reservoir through many members in Pywr, which solves a small programme at every step.

Run by the Python of an environment with Pywr: reads months and members, prints seconds as JSON.
"""

import json
import sys
import time

import numpy as np
from pywr.core import Model, Scenario
from pywr.nodes import Catchment, Link, Output, Storage
from pywr.parameters import ArrayIndexedScenarioParameter


def main() -> None:
    """Build and run."""
    months, members = map(int, sys.argv[1:3])
    flows = np.random.default_rng(7).gamma(4, 250, (months, members))
    model = Model(start="2000-01-01", end=f"{2000 + months // 12 - 1}-12-31", timestep="M")
    scenario = Scenario(model, "member", size=members)
    source = Catchment(model, "river", flow=ArrayIndexedScenarioParameter(model, scenario, flows))
    store = Storage(model, "lake", max_volume=19500.0, initial_volume=6800.0, cost=-5)
    turbine = Link(model, "turbine", max_flow=900.0, cost=-10)
    spill, field = Link(model, "spill", cost=5), Output(model, "field")
    source.connect(store)
    for way in (turbine, spill):
        store.connect(way)
        way.connect(field)
    model.setup()
    started = time.perf_counter()
    model.run()
    print(json.dumps({"seconds": time.perf_counter() - started}))


if __name__ == "__main__":
    main()
