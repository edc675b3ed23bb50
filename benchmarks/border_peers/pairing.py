"""How much variance keyed draws take out of the difference of two staffing plans.

Plan A is W2; plan B has one officer more at the documents by day. The measure is the mean time from
arrival to exit over eight weeks. The difference B − A is taken over pairs of runs in three ways:
with different seeds, with the same seed and keyed draws, and with the same seed and one stream of
numbers in the order of events (by the C++ reference, as this engine knows keyed draws only).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from benchmarks.border_peers import ours, reference
from benchmarks.border_peers import workloads as w
from goldenbridge.border.compile import compile_site
from goldenbridge.border.runs import run_one
from goldenbridge.border.tables import Counts, Model

DAYS = 56
PAIRS = 40

Run = Callable[[Model, int], Counts]


@dataclass(frozen=True)
class Pairing:
    """Variances of B − A between pairs, in minutes squared; sequential is None without g++."""

    independent: float
    keyed: float
    sequential: float | None

    @property
    def reduction(self) -> float:
        """How many times less variance keyed draws leave than the same seed in sequence does.

        Without g++: than different seeds do, which is as good as the same seed in sequence.
        """
        return (self.sequential or self.independent) / self.keyed


def _models() -> tuple[Model, Model]:
    site, demand = ours.border_site(), ours.border_demand()
    staff = w.STATIONS[w.DOCUMENTS].staff
    more = [officers + (officers == max(staff)) for officers in staff]
    other = ours.with_staff(site, "documents", more)
    a, b = (compile_site(s, demand, days=DAYS, warmup_days=0.0) for s in (site, other))
    return a, b


def _means(run: Run, model: Model, seeds: range) -> np.ndarray:
    return np.array([ours.outcome(run(model, seed)).total for seed in seeds])


def _variance(a: np.ndarray, b: np.ndarray) -> float:
    return float((b - a).var(ddof=1))


def pairing(pairs: int = PAIRS) -> Pairing:
    """Run all pairs."""
    plan_a, plan_b = _models()
    seeds, others = range(1, pairs + 1), range(1001, 1001 + pairs)
    a = _means(run_one, plan_a, seeds)
    keyed = _variance(a, _means(run_one, plan_b, seeds))
    independent = _variance(a, _means(run_one, plan_b, others))
    sequential = None
    if reference.compiler():
        stream = partial(reference.run, sequential=True)
        sequential = _variance(_means(stream, plan_a, seeds), _means(stream, plan_b, seeds))
    return Pairing(independent, keyed, sequential)


def describe(found: Pairing) -> str:
    """The line a person reads."""
    independent, keyed = found.independent, found.keyed
    line = f"variance of B − A: different seeds {independent:.4f}, keyed draws {keyed:.4f}"
    if found.sequential is None:
        return f"{line}, one stream: not measured, there is no g++"
    return f"{line}, one stream {found.sequential:.4f}"
