"""How much longer something takes that has gone on for a while."""

import numpy as np

from goldenbridge.border.tables import Floats


def residual(  # noqa: PLR0913 - the parameters of a distribution as the kernel has them
    kind: str, a: float, b: float, c: float, values: Floats, elapsed: Floats, left: Floats
) -> Floats:
    """Minutes still to go after `elapsed` [n], of a duration with the kernel's parameters, [n].

    `left` [n] from above 0 to 1 is the chance, given `elapsed`, that it takes longer still, so the
    answer is the conditional law inverted. A duration that can no longer come, as a fixed one that
    is over, ends at once; in a tail too thin for a number a gamma goes on as its exponential tail.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        total = _total(kind, (a, b, c), values, elapsed, left)
    return np.asarray(np.maximum(total - elapsed, 0.0))


def _total(  # noqa: PLR0911 - one for each kind
    kind: str, law: tuple[float, float, float], values: Floats, elapsed: Floats, left: Floats
) -> Floats:
    """The duration that is passed with the chance `left` by those that pass `elapsed`."""
    from scipy import special  # noqa: PLC0415 - takes 0.1 s, which a compile can do without

    a, b, c = law
    if kind == "exponential":
        return np.asarray(elapsed - a * np.log(left))
    if kind == "lognormal":
        passed = special.ndtr((a - np.log(elapsed)) / b)
        return np.asarray(np.exp(a - b * special.ndtri(left * passed)))
    if kind in ("erlang", "gamma"):
        found = b * special.gammainccinv(a, left * special.gammaincc(a, elapsed / b))
        return np.where(np.isfinite(found), found, elapsed - b * np.log(left))
    if kind == "uniform":
        return np.asarray(b - left * (b - np.clip(elapsed, a, b)))
    if kind == "triangular":
        return _triangular(a, b, c, elapsed, left)
    if kind == "empirical":
        longer = np.sort(values)
        first = np.searchsorted(longer, elapsed, side="right")
        at = first + ((1 - left) * (longer.size - first)).astype(np.int64)
        return np.append(longer, 0.0)[at]
    return np.full(elapsed.size, a)


def _triangular(low: float, mode: float, high: float, elapsed: Floats, left: Floats) -> Floats:
    rise, fall = (high - low) * (mode - low), (high - low) * (high - mode)
    x = np.clip(elapsed, low, high)
    passed = np.where(x < mode, 1 - (x - low) ** 2 / rise, (high - x) ** 2 / fall)
    share = left * passed
    before = share * (high - low) > high - mode
    return np.where(before, low + np.sqrt((1 - share) * rise), high - np.sqrt(share * fall))
