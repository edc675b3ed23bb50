"""Two plans for a border, met by the same trucks."""

import os
from dataclasses import dataclass
from datetime import date

import numpy as np

from goldenbridge.border.compile import START, compile_site
from goldenbridge.border.results import Estimate, estimate
from goldenbridge.border.samples import Mapper, on_threads
from goldenbridge.border.simulation import Progress, replicate
from goldenbridge.site.demand import Demand
from goldenbridge.site.site import Site

Plan = tuple[Site, Demand]


@dataclass(frozen=True, slots=True)
class Difference:
    """What the second plan changes against the first, in minutes of dwell, negative for faster.

    `variance_ratio`: how many times more replications independent runs would have needed.
    """

    mean: Estimate
    p95: Estimate
    first: Estimate
    second: Estimate
    variance_ratio: float
    replications: int


def compare(  # noqa: PLR0913 - what is compared, how long and how often
    first: Plan,
    second: Plan,
    *,
    days: int = 365,
    replications: int = 40,
    seed: int = 7,
    warmup_days: float = 0.0,
    start: date = START,
    mapper: Mapper | None = None,
    progress: Progress | None = None,
) -> Difference:
    """The difference the plan `second` makes, from replications that share their random numbers.

    Every truck draws the same durations under both plans (common random numbers, Law & Kelton
    2000, ch. 11), and the intervals are those of paired differences. Raises SiteError as
    `simulate` does, ValueError for fewer than 2 replications.
    """
    if replications < 2:
        raise ValueError(f"found {replications} replications; allowed: 2 or more")
    mapper = mapper or on_threads(os.cpu_count() or 1)
    means, tails = [], []
    for site, demand in (first, second):
        model = compile_site(site, demand, days=days, warmup_days=warmup_days, start=start)
        samples = replicate(model, replications, seed, None, mapper, progress)
        means.append(np.array([one.mean[0, -1] for one in samples]))
        tails.append(np.array([one.percentiles[0, -1, 2] for one in samples]))
    done = min(means[0].size, means[1].size)
    a, b = means[0][:done], means[1][:done]
    paired = np.var(b - a, ddof=1)
    return Difference(
        mean=estimate(b - a),
        p95=estimate(tails[1][:done] - tails[0][:done]),
        first=estimate(a),
        second=estimate(b),
        variance_ratio=float((a.var(ddof=1) + b.var(ddof=1)) / paired) if paired else np.inf,
        replications=done,
    )
