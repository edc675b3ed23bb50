"""Zero flows that a Poisson regression can only fit with a coefficient at infinity."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from goldenbridge.errors import GravityError


def separated(
    flow: NDArray[np.float64],
    regressors: NDArray[np.float64],
    fixed_effects: Sequence[NDArray[np.intp]],
) -> NDArray[np.bool_]:
    """Mark the separated rows, [row]; the maximum likelihood estimate exists without them only.

    `flow` [row] from 0; `regressors` [row, k]; `fixed_effects`, codes [row] from 0 for each, of
    which at least one must span the constant.

    A row is separated when some combination z of the regressors and effects is 0 wherever the flow
    is positive, nowhere negative, and positive in that row (Correia, Guimarães & Zylkin 2019,
    "Verifying the existence of maximum likelihood estimates for generalized linear models",
    proposition 1). Such combinations add up, so one linear programme that pushes every z towards 1
    finds all rows at once.

    Raises GravityError where the programme is not solved.
    """
    zero = np.equal(flow, 0)
    if not zero.any():
        return zero
    count = int(zero.sum())
    rows = np.arange(flow.size)
    scale = np.abs(regressors).max(axis=0, initial=0.0)
    parts = [sparse.csr_array(regressors / np.where(scale > 0, scale, 1.0))]
    parts += [sparse.csr_array((np.ones(flow.size), (rows, codes))) for codes in fixed_effects]
    # the unknowns are the weights of the combination, then z of each zero flow up to 1
    cells = np.flatnonzero(zero), np.arange(count)
    parts.append(sparse.csr_array((-np.ones(count), cells), shape=(flow.size, count)))
    design = sparse.hstack(parts, format="csr")
    free = np.full(design.shape[1] - count, np.inf)
    found = milp(
        np.concatenate([np.zeros_like(free), -np.ones(count)]),
        bounds=Bounds(
            np.concatenate([-free, np.zeros(count)]), np.concatenate([free, np.ones(count)])
        ),
        constraints=LinearConstraint(design, np.zeros(flow.size), np.where(zero, np.inf, 0.0)),
    )
    if found.x is None:
        raise GravityError(f"found no answer to which zero flows are separated: {found.message}")
    result = np.zeros(flow.size, dtype=np.bool_)
    result[zero] = np.asarray(found.x)[free.size :] > 0.5
    return result
