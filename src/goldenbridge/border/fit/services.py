"""How long stations take: the family that makes the log likeliest, and how well it fits."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from goldenbridge.border.tables import Floats
from goldenbridge.errors import LogError
from goldenbridge.site.distributions import Distribution

FEWEST = 30
_ROUNDS = 30
_SHOWN = 10_000
"""Durations the distance is taken on, evenly picked: more would not move it."""


@dataclass(frozen=True, slots=True)
class ServiceFit:
    """The chosen family; `bic` by family, the least is chosen (Schwarz 1978).

    `distance`: Kolmogorov's, the most that the shares below any duration differ between log and
    fit. `n` durations.
    """

    kind: str
    mean_min: float
    cv: float
    bic: dict[str, float]
    distance: float
    n: int

    @property
    def distribution(self) -> Distribution:
        """As a site takes it."""
        if self.kind == "deterministic":
            return Distribution(kind=self.kind, mean_min=self.mean_min)
        if self.kind == "exponential":
            return Distribution(kind=self.kind, mean_min=self.mean_min)
        if self.kind == "erlang":
            return Distribution(kind=self.kind, mean_min=self.mean_min, shape=self.phases)
        return Distribution(kind=self.kind, mean_min=self.mean_min, cv=self.cv)

    @property
    def phases(self) -> int:
        """The number of phases of an erlang with this spread."""
        return max(round(self.cv**-2), 1)


def service(minutes: Floats) -> ServiceFit:
    """Fit the durations `minutes` [n] by maximum likelihood within each family.

    Exponential, erlang, gamma and lognormal are tried; durations that are all the same are
    deterministic. Durations of 0 enter at a hundredth of a minute, below any clock of a log. Raises
    LogError for fewer than 30.
    """
    if minutes.size < FEWEST:
        raise LogError(f"service times: found {minutes.size}; allowed: {FEWEST} or more")
    x = np.maximum(minutes, 0.01)
    mean, logs = float(x.mean()), np.log(x)
    if float(x.max()) - float(x.min()) < 1e-9:
        return ServiceFit("deterministic", mean, 0.0, {}, 0.0, x.size)
    middle, wide = float(logs.mean()), float(logs.std())
    shape = _gamma_shape(np.log(mean) - middle)
    phases = max(round(shape), 1)
    likelihood = {
        "exponential": (_gamma_likelihood(x.size, mean, middle, 1.0), 1),
        "erlang": (_gamma_likelihood(x.size, mean, middle, phases), 2),
        "gamma": (_gamma_likelihood(x.size, mean, middle, shape), 2),
        "lognormal": (-x.size * (middle + np.log(wide * np.sqrt(2 * np.pi)) + 0.5), 2),
    }
    bic = {kind: float(k * np.log(x.size) - 2 * top) for kind, (top, k) in likelihood.items()}
    kind = min(bic, key=lambda name: bic[name])
    told = np.sort(x[:: max(x.size // _SHOWN, 1)])
    if kind == "lognormal":
        below = special.ndtr((np.log(told) - middle) / wide)
        mean, cv = float(np.exp(middle + wide**2 / 2)), float(np.sqrt(np.expm1(wide**2)))
    else:
        own = {"exponential": 1.0, "erlang": float(phases), "gamma": shape}[kind]
        below, cv = special.gammainc(own, own * told / mean), own**-0.5
    ranks = np.arange(told.size + 1) / told.size
    distance = float(np.maximum(ranks[1:] - below, below - ranks[:-1]).max())
    return ServiceFit(kind, mean, cv, bic, distance, x.size)


def _gamma_shape(gap: float) -> float:
    """The shape at which log(mean) exceeds the mean log by `gap` (Minka 2002, Newton's steps)."""
    shape = (3 - gap + np.sqrt((gap - 3) ** 2 + 24 * gap)) / (12 * gap)
    for _ in range(_ROUNDS):
        slope = 1 / shape - special.polygamma(1, shape)
        shape = max(shape - (np.log(shape) - special.digamma(shape) - gap) / slope, 1e-3)
    return float(shape)


def _gamma_likelihood(n: int, mean: float, mean_log: float, shape: float) -> float:
    """Log-likelihood of `n` durations under a gamma of this mean and shape."""
    rate = shape / mean
    each = shape * np.log(rate) - special.gammaln(shape) + (shape - 1) * mean_log - rate * mean
    return float(n * each)
