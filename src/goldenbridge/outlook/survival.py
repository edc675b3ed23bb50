"""How long things take when some of them are not over yet: the product-limit estimator."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

ENOUGH = 10
"""Below this many cases a range is shown and no single figure."""

_DAYS_A_MONTH = 365.2425 / 12


def later(day: date, months: float) -> date:
    """The day `months` months of mean length after `day`, before it where they are negative.

    The last day of the calendar where it would lie beyond.
    """
    days = round(months * _DAYS_A_MONTH)
    return day + timedelta(days=min(days, (date.max - day).days))


def wilson(kept: float, n: float, level: float = 0.80) -> tuple[float, float]:
    """The score interval of a share of `kept` in `n`, both possibly weighted sums.

    Wilson (1927), Journal of the American Statistical Association 22, 209-212. Without cases it
    is the whole of 0 to 1.
    """
    if n <= 0:
        return 0.0, 1.0
    z2 = float(ndtri((1 + level) / 2)) ** 2
    centre = (kept + z2 / 2) / (n + z2)
    half = np.sqrt(z2 * (kept * (1 - kept / n) + z2 / 4)) / (n + z2)
    return max(0.0, float(centre - half)), min(1.0, float(centre + half))


@dataclass(frozen=True, slots=True)
class Odds:
    """A probability with the cases behind it; None where no case lasted long enough to tell.

    `n` counts the cases that decide it, `effective_n` is their number after weighting (Kish 1965,
    Survey Sampling, eq. 11.7.6), and `interval80` is the Wilson interval on `effective_n`.
    """

    probability: float | None
    interval80: tuple[float, float]
    n: int
    effective_n: float

    @property
    def shown_as(self) -> Literal["probability", "range"]:
        """`probability`, or `range` where fewer than ENOUGH cases decide."""
        return "probability" if self.n >= ENOUGH else "range"


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Survival of weighted, right-censored times, in months from any origin.

    times [case], over [case] (False where the case was still open at its time), weights [case];
    steps [step] are the distinct times at which something ended, left [step] the share not over
    just after each.
    """

    times: NDArray[np.float64]
    over: NDArray[np.bool_]
    weights: NDArray[np.float64]
    steps: NDArray[np.float64]
    left: NDArray[np.float64]

    @classmethod
    def fit(cls, times: ArrayLike, over: ArrayLike, weights: ArrayLike | None = None) -> Self:
        """Fit the curve; a case open at time t is counted as at risk at t.

        Kaplan and Meier (1958), Journal of the American Statistical Association 53, eq. 2b, each
        case counting by its weight. Times may be negative: nobody is taken to enter late.
        """
        t = np.asarray(times, dtype=np.float64)
        ended = np.asarray(over, dtype=np.bool_)
        w = np.ones_like(t) if weights is None else np.asarray(weights, dtype=np.float64)
        steps = np.unique(t[ended])
        at_risk = (w * (t >= steps[:, None])).sum(axis=1)
        ending = (w * ended * (t == steps[:, None])).sum(axis=1)
        return cls(t, ended, w, steps, np.cumprod(1 - ending / at_risk))

    def survival(self, t: float) -> float:
        """P(T > t)."""
        index = int(np.searchsorted(self.steps, t, side="right"))
        return float(self.left[index - 1]) if index else 1.0

    def by(self, t: float, *, after: float = -np.inf) -> Odds:
        """P(T ≤ t | T > after).

        A case decides it when it was open after `after` and ended by `t` or is known up to `t`.
        """
        at_risk = self.times > after
        if not at_risk.any():
            return Odds(None, wilson(0, 0), 0, 0.0)
        probability = 1 - self.survival(max(t, after)) / self.survival(after)
        weights = self.weights[at_risk & (self.over | (self.times >= t))]
        effective = float(weights.sum() ** 2 / (weights**2).sum()) if weights.size else 0.0
        interval = wilson(probability * effective, effective)
        return Odds(probability, interval, int(weights.size), effective)

    def quantile(self, q: float, *, after: float = -np.inf) -> float | None:
        """The least t with P(T ≤ t | T > after) ≥ q; None where the curve never gets so low."""
        enough = self.left <= (1 - q) * self.survival(after) + 1e-12
        reached = self.steps[(self.steps > after) & enough]
        return float(reached[0]) if reached.size else None

    def known(self, t: float) -> NDArray[np.float64]:
        """What each case counts for in a share of those over by `t`, [case].

        0 where it was lost from sight before `t`, else 1 / P(not yet lost), so that the shares
        agree with the curve: Graf, Schmoor, Sauerbrei and Schumacher (1999), Statistics in
        Medicine 18, eq. 7, without the curve's own weights.
        """
        # At one time, endings come before losses.
        moved = np.where(self.over, np.nextafter(self.times, -np.inf), self.times)
        lost = Curve.fit(moved, ~self.over)
        seen = self.over | (self.times >= t)
        until = np.nextafter(np.minimum(self.times, t), -np.inf)
        return np.array(
            [1 / lost.survival(u) if s else 0.0 for u, s in zip(until, seen, strict=True)]
        )
