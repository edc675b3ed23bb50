"""One linear programme of uncoupled reservoirs in linopy, solved by HiGHS.

Run by the Python of an environment with linopy: reads sizes from its arguments, prints seconds and
the optimum as JSON.
"""

import json
import sys
import time

import linopy
import numpy as np
import xarray as xr


def main() -> None:
    """Build and solve; the data are those of `benchmarks.nexus.case`."""
    months, members, reservoirs, seed = map(int, sys.argv[1:])
    rng = np.random.default_rng(seed)
    inflow = rng.gamma(4, 25, (members, reservoirs, months))
    price = 30 + 20 * np.cos(2 * np.pi * np.arange(months) / 12)
    started = time.perf_counter()
    axes = [np.arange(n) for n in (members, reservoirs, months)]
    names = ["member", "reservoir", "month"]
    coords = list(zip(names, axes, strict=True))
    model = linopy.Model()
    full = xr.DataArray(np.full(inflow.shape, 1000.0), coords)
    volume = model.add_variables(lower=0, upper=full, name="volume")
    turbined = model.add_variables(lower=0, upper=full * 0.15, name="turbined")
    spilled = model.add_variables(lower=0, upper=full * 1e6, name="spilled")
    first = np.zeros(inflow.shape)
    first[:, :, 0] = 500
    comes = xr.DataArray(inflow + first, coords)
    before = volume.shift(month=1)
    model.add_constraints(volume - before + turbined + spilled == comes, name="balance")
    worth = xr.DataArray(np.broadcast_to(price, inflow.shape), coords)
    model.add_objective((worth * turbined).sum(), sense="max")
    model.solve("highs", output_flag=False, threads=1)
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "optimum": float(model.objective.value)}))


if __name__ == "__main__":
    main()
