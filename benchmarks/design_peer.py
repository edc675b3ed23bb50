"""simoptlib's solvers for whole numbers, run in an environment that holds them.

Reads one JSON line with the problem from stdin, then asks for one replication at a time by printing
{"levels", "number"} and reading {"cost", "over"}; a line with "solver" ends one of them.
"""

import json
import sys
from typing import Any, ClassVar

from mrg32k3a.mrg32k3a import MRG32k3a
from pydantic import BaseModel
from simopt.base import (
    ConstraintType,
    Model,
    Objective,
    Problem,
    RepResult,
    StochasticConstraint,
    VariableType,
)
from simopt.solvers.dasso import DASSO
from simopt.solvers.randomsearch import RandomSearch

ASKED: dict[str, Any] = json.loads(sys.stdin.readline())
PENALTY = 10.0 * ASKED["dearest"]


def told(row: dict[str, Any]) -> None:
    """Say one line to the process that started this one."""
    print(json.dumps(row), flush=True)


class Config(BaseModel):
    """What every problem of simoptlib has."""

    initial_solution: tuple[int, ...] = tuple(ASKED["most"])
    budget: int = ASKED["budget"]


class Nothing(BaseModel):
    """A model without factors of its own."""


class Elsewhere(Model):
    """The simulation is done by the process that started this one."""

    class_name_abbr: ClassVar[str] = "ELSEWHERE"
    class_name: ClassVar[str] = "Elsewhere"
    config_class: ClassVar[type[BaseModel]] = Nothing
    n_rngs: ClassVar[int] = 1
    n_responses: ClassVar[int] = 1

    def before_replicate(self, rng_list: list[MRG32k3a]) -> None:
        """Nothing: replications are numbered instead."""

    def replicate(self) -> tuple[dict, dict]:
        """Never called: the problem asks for itself."""
        raise NotImplementedError


class Design(Problem):
    """The cheapest design under limits on shares, by penalty where a solver knows no limits."""

    class_name_abbr: ClassVar[str] = "DESIGN-1"
    class_name: ClassVar[str] = "Cheapest design"
    config_class: ClassVar[type[BaseModel]] = Config
    model_class: ClassVar[type[Model]] = Elsewhere
    n_objectives: ClassVar[int] = 1
    n_stochastic_constraints: ClassVar[int] = len(ASKED["limits"])
    minmax: ClassVar[tuple[int, ...]] = (-1,)
    constraint_type: ClassVar[ConstraintType] = ConstraintType.STOCHASTIC
    variable_type: ClassVar[VariableType] = VariableType.DISCRETE
    gradient_available: ClassVar[bool] = False
    optimal_value: ClassVar[float | None] = None
    optimal_solution: tuple | None = None
    model_default_factors: ClassVar[dict] = {}
    model_decision_factors: ClassVar[set[str]] = set()
    penalised: ClassVar[bool] = False
    count: ClassVar[dict[tuple[int, ...], int]] = {}

    @property
    def dim(self) -> int:
        """Axes."""
        return len(ASKED["most"])

    @property
    def lower_bounds(self) -> tuple[float, ...]:
        """The least on each axis."""
        return tuple(ASKED["least"])

    @property
    def upper_bounds(self) -> tuple[float, ...]:
        """The most on each axis."""
        return tuple(ASKED["most"])

    def vector_to_factor_dict(self, vector: tuple) -> dict:  # noqa: ARG002 - simoptlib's
        """Nothing: the model has no factors."""
        return {}

    def factor_dict_to_vector(self, factor_dict: dict) -> tuple:  # noqa: ARG002 - simoptlib's
        """The largest design."""
        return tuple(ASKED["most"])

    def check_deterministic_constraints(self, x: tuple, /) -> bool:
        """Whether a point is a design."""
        pairs = zip(ASKED["least"], x, ASKED["most"], strict=True)
        return all(low <= value <= high for low, value, high in pairs)

    def get_random_solution(self, rand_sol_rng: MRG32k3a) -> tuple:
        """Any design, each as likely."""
        pairs = zip(ASKED["least"], ASKED["most"], strict=True)
        return tuple(rand_sol_rng.randint(low, high) for low, high in pairs)

    def replicate(self, x: tuple, /) -> RepResult:
        """One replication, the same trucks for the n-th of every design."""
        levels = tuple(round(value) for value in x)
        number = self.count.get(levels, 0)
        self.count[levels] = number + 1
        told({"levels": levels, "number": number})
        row = json.loads(sys.stdin.readline())
        beyond = [over - limit for over, limit in zip(row["over"], ASKED["limits"], strict=True)]
        cost = row["cost"] + self.penalised * PENALTY * sum(max(b, 0.0) for b in beyond)
        limits = [StochasticConstraint(stochastic=b) for b in beyond]
        return RepResult([Objective(stochastic=cost)], limits)


def main() -> None:
    """Run each solver once on the budget."""
    for make in (RandomSearch, DASSO):
        name = make.class_name_abbr
        Design.count = {}
        Design.penalised = name != "RNDSRCH"
        problem = Design("DESIGN-1")
        solver = make()
        solver.attach_rngs([MRG32k3a(s_ss_sss_index=[0, 3 + n, 0]) for n in range(3)])
        problem.attach_rngs([MRG32k3a(s_ss_sss_index=[0, 9, 0])])
        solver.solution_progenitor_rngs = [MRG32k3a(s_ss_sss_index=[0, 10, 0])]
        frame = solver.run(problem)
        # a solver that recommends nothing in time leaves the design it began with
        last = frame["solution"].iloc[-1] if len(frame) else ASKED["most"]
        told({"solver": name, "levels": [round(value) for value in last]})


if __name__ == "__main__":
    main()
