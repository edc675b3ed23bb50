"""Gravity estimated as the literature does: Poisson pseudo-maximum likelihood, fixed effects.

Santos Silva & Tenreyro (2006, Review of Economics and Statistics 88(4), eq. 9) give the estimator.
The fit is pyfixest's, which comes with the extra `gravity`; which zero flows are separated is found
here, because the fit cannot be trusted with them inside.
"""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goldenbridge.errors import ExtraError, GravityError
from goldenbridge.trade.separation import separated

Array = NDArray[np.float64]
Codes = NDArray[np.intp]
Columns = Mapping[str, ArrayLike]
Effect = str | tuple[str, ...]
"""A column whose every value gets an effect, or several columns whose every combination does."""

# of the deviance; at a looser one standard errors lag behind the coefficients
_TOLERANCE = 1e-12
_ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Coefficient:
    """What one unit of a regressor adds to the log of the expected flow."""

    value: float
    standard_error: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A fitted gravity equation.

    `coefficients` by regressor; `fitted` [row], expected flows in the unit of the flows, 0 where
    separated; `separated`, rows left out because they say nothing finite (see
    `goldenbridge.trade.separation`); `singletons`, rows left out because a fixed effect is theirs
    alone and fits them exactly; rows count from 0. `used` rows remain, in `clusters` clusters (0
    where errors are not clustered).
    """

    coefficients: Mapping[str, Coefficient]
    fitted: Array
    separated: tuple[int, ...]
    singletons: tuple[int, ...]
    used: int
    clusters: int


def ppml(
    columns: Columns,
    *,
    flow: str,
    regressors: Sequence[str],
    fixed_effects: Sequence[Effect] = (),
    cluster: Effect | None = None,
) -> Estimate:
    """Regress the column `flow` on `regressors` and `fixed_effects`, one row per observation.

    Without fixed effects there is a constant, which is not reported. Standard errors are robust to
    heteroskedasticity or, with `cluster`, clustered by it with the factor G / (G - 1) for G
    clusters; no other small-sample factor is applied, as in the tables of the gravity literature.

    Raises ExtraError without the extra `gravity`; GravityError for a column that is absent, of
    another length, missing values or not finite, for negative flows or none above 0, for no
    regressor, for one that the others and the effects explain, for a single cluster, and for a fit
    that does not converge.
    """
    pyfixest, pandas = _extra()
    if not regressors:
        raise GravityError("found no regressor; allowed: 1 or more")
    y = _flow(columns, flow)
    x = np.stack([_numbers(columns, name, y.size) for name in regressors], axis=1)
    effects = [_codes(columns, effect, y.size) for effect in fixed_effects]
    effects = effects or [np.zeros(y.size, dtype=np.intp)]
    left_out = separated(y, x, effects)
    data: dict[str, NDArray[Any]] = {"y": y} | {f"x{k}": x[:, k] for k in range(x.shape[1])}
    data |= {f"f{k}": codes for k, codes in enumerate(effects)}
    if cluster is not None:
        data["c"] = _codes(columns, cluster, y.size)
    formula = f"y ~ {_sum('x', x.shape[1])} | {_sum('f', len(effects))}"
    used = _without_singletons(effects, ~left_out)
    rows = pandas.DataFrame({name: values[used] for name, values in data.items()})
    model = _fit(pyfixest, formula, rows, clustered=cluster is not None)
    _check(model, regressors)
    fitted = np.where(left_out, 0.0, y)
    fitted[used] = model.predict(type="response")
    pairs = zip(regressors, model.coef(), model.se(), strict=True)
    return Estimate(
        {name: Coefficient(float(value), float(error)) for name, value, error in pairs},
        fitted,
        _rows(left_out),
        _rows(~used & ~left_out),
        int(used.sum()),
        np.unique(data["c"][used]).size if cluster is not None else 0,
    )


def _extra() -> tuple[Any, Any]:
    """Import pyfixest and the pandas it brings along."""
    try:
        return import_module("pyfixest"), import_module("pandas")
    except ImportError as error:
        raise ExtraError(
            f"found no {error.name}, with which gravity is estimated; "
            "it comes with: pip install 'goldenbridge[gravity]'"
        ) from error


def _without_singletons(effects: Sequence[Codes], used: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Leave out rows alone in the level of an effect, again and again (Correia 2015)."""
    while True:
        alone = np.zeros_like(used)
        for codes in effects:
            alone |= np.bincount(codes[used], minlength=codes.max() + 1)[codes] == 1
        if not (alone & used).any():
            return used
        used = used & ~alone


def _fit(pyfixest: Any, formula: str, data: Any, *, clustered: bool) -> Any:
    """Fit with pyfixest."""
    clusters = data["c"].nunique() if clustered else 2
    if clusters < 2:
        raise GravityError("found 1 cluster; allowed: 2 or more")
    with warnings.catch_warnings():
        # what the warnings speak of, collinear regressors, is refused below
        warnings.simplefilter("ignore")
        try:
            return pyfixest.fepois(
                formula,
                data=data,
                vcov={"CRV1": "c"} if clustered else "hetero",
                ssc=pyfixest.ssc(k_adj=False),
                fixef_rm="none",
                separation_check=[],
                iwls_tol=_TOLERANCE,
                iwls_maxiter=_ROUNDS,
            )
        except (ValueError, np.linalg.LinAlgError) as error:
            raise GravityError(
                f"found a regression that cannot be solved ({' '.join(str(error).split())}); "
                "allowed: regressors that vary within the fixed effects, where flows are positive"
            ) from error


def _check(model: Any, regressors: Sequence[str]) -> None:
    """Refuse what pyfixest lets pass: an unfinished fit, regressors it dropped."""
    if explained := model._collin_vars:  # noqa: SLF001 - pyfixest tells it nowhere else
        names = ", ".join(regressors[int(name[1:])] for name in explained)
        raise GravityError(
            f"found that the other regressors and the fixed effects explain {names}; "
            "allowed: regressors that vary on their own"
        )
    if not model.convergence:
        raise GravityError(f"found no convergence in {_ROUNDS} rounds of the Poisson regression")


def _flow(columns: Columns, name: str) -> Array:
    size = np.size(columns[name]) if name in columns else 0
    flow = _numbers(columns, name, size)
    wrong = np.flatnonzero(flow < 0)
    if wrong.size:
        raise GravityError(
            f"found {flow[wrong[0]]:g} in row {wrong[0]} of {name!r}; allowed: flows from 0"
        )
    if not flow.any():
        raise GravityError(f"found no flow above 0 in {name!r}; allowed: some")
    return flow


def _numbers(columns: Columns, name: str, size: int) -> Array:
    values = np.asarray(_column(columns, name, size), dtype=np.float64)
    wrong = np.flatnonzero(~np.isfinite(values))
    if wrong.size:
        raise GravityError(
            f"found {values[wrong[0]]} in row {wrong[0]} of {name!r}; allowed: finite numbers"
        )
    return values


def _codes(columns: Columns, effect: Effect, size: int) -> Codes:
    """Number the distinct combinations of the columns of an effect, [row], from 0."""
    names = (effect,) if isinstance(effect, str) else effect
    codes = np.zeros(size, dtype=np.intp)
    for name in names:
        levels, inverse = np.unique(_column(columns, name, size), return_inverse=True)
        codes = np.unique(codes * levels.size + inverse, return_inverse=True)[1]
    return codes


def _column(columns: Columns, name: str, size: int) -> NDArray[Any]:
    if name not in columns:
        raise GravityError(f"found no column {name!r}; allowed: {', '.join(columns)}")
    values = np.asarray(columns[name])
    if values.shape != (size,):
        raise GravityError(
            f"found {values.shape} values in {name!r}; allowed: {size}, one for each row"
        )
    return values


def _sum(letter: str, count: int) -> str:
    return " + ".join(f"{letter}{k}" for k in range(count))


def _rows(marked: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(int(row) for row in np.flatnonzero(marked))
