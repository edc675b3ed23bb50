"""Do the engines tell the same waits?

Every engine runs the same unit of work (a week of W2, a fixed number of customers of W1) several
times with seeds of its own. For each station and class the mean over its runs is compared with the
mean over all runs of all engines: z is the difference over its standard error, the variance between
runs being pooled over the engines. All engines agree when no |z| exceeds the two-sided bound of
Student's t at 1 % over all comparisons together (Bonferroni).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from benchmarks.border_peers.workloads import Outcome

LEVEL = 0.01

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Agreement:
    """Means and z by engine, [station, class]; the bound on |z|."""

    runs: dict[str, int]
    means: dict[str, Array]
    z: dict[str, Array]
    bound: float

    @property
    def worst(self) -> float:
        """The largest |z|."""
        return max(float(np.abs(z).max()) for z in self.z.values())

    @property
    def agree(self) -> bool:
        """Whether no engine differs by more than chance."""
        return self.worst <= self.bound


def agreement(outcomes: Mapping[str, Sequence[Outcome]]) -> Agreement:
    """Compare the waits of each engine's runs with those of all."""
    waits = {name: np.stack([run.waits for run in runs]) for name, runs in outcomes.items()}
    every = np.concatenate(list(waits.values()))
    free = len(every) - len(waits)
    within = sum(((x - x.mean(axis=0)) ** 2).sum(axis=0) for x in waits.values()) / free
    z = {
        name: (x.mean(axis=0) - every.mean(axis=0))
        / np.sqrt(within * (1 / len(x) - 1 / len(every)))
        for name, x in waits.items()
    }
    comparisons = sum(x.size for x in z.values())
    bound = float(special.stdtrit(free, 1 - LEVEL / 2 / comparisons))
    return Agreement(
        {name: len(x) for name, x in waits.items()},
        {name: x.mean(axis=0) for name, x in waits.items()},
        z,
        math.inf if free < 1 else bound,
    )


def show(found: Agreement, rows: Sequence[str]) -> None:
    """Print means with their z, an engine a column, a station and class a row."""
    print(f"{'mean wait, min (z)':22}" + "".join(f"{name:>18}" for name in found.means))
    for row, label in enumerate(rows):
        cells = [
            f"{means.flat[row]:10.3f} ({found.z[name].flat[row]:+5.2f})"
            for name, means in found.means.items()
        ]
        print(f"{label:22}" + "".join(cells))
    print(f"{'runs':22}" + "".join(f"{runs:18}" for runs in found.runs.values()))
    verdict = "agree" if found.agree else "DO NOT AGREE"
    print(f"largest |z| {found.worst:.2f}, bound {found.bound:.2f}: the engines {verdict}\n")
