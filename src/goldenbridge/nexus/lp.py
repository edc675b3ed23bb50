"""Linear programmes by blocks of columns and rows, solved by HiGHS with the basis kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from goldenbridge.errors import BasinError, ExtraError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Term = tuple[Ints, ArrayLike]
"""Columns and their coefficients, both of the shape of the rows or one axis more, summed over."""
_DUAL, _PRIMAL = 1, 4
"""The two simplex methods as HiGHS numbers them."""


@dataclass(slots=True)
class Builder:
    """Gathers columns and rows; bounds of rows are those of the sum of their terms."""

    lower: list[Floats] = field(default_factory=list)
    upper: list[Floats] = field(default_factory=list)
    bounds: list[tuple[Floats, Floats]] = field(default_factory=list)
    entries: list[tuple[Ints, Ints, Floats]] = field(default_factory=list)
    columns_made: int = 0
    rows_made: int = 0

    def columns(self, *shape: int, lower: ArrayLike = 0.0, upper: ArrayLike = np.inf) -> Ints:
        """Add columns and return their numbers in `shape`."""
        count = int(np.prod(shape))
        for kept, bound in ((self.lower, lower), (self.upper, upper)):
            kept.append(np.broadcast_to(np.asarray(bound, dtype=np.float64), shape).ravel())
        made = np.arange(self.columns_made, self.columns_made + count).reshape(shape)
        self.columns_made += count
        return made

    def rows(
        self, shape: Sequence[int], terms: Sequence[Term], lower: ArrayLike, upper: ArrayLike
    ) -> Ints:
        """Add rows and return their numbers in `shape`."""
        shape = tuple(shape)
        count = int(np.prod(shape))
        made = np.arange(self.rows_made, self.rows_made + count).reshape(shape)
        self.rows_made += count
        low, high = (
            np.broadcast_to(np.asarray(bound, dtype=np.float64), shape).ravel()
            for bound in (lower, upper)
        )
        self.bounds.append((low, high))
        for columns, coefficients in terms:
            wide = columns.ndim > len(shape)
            rows = made[..., None] if wide else made
            full = np.broadcast_shapes(rows.shape, columns.shape)
            values = np.broadcast_to(np.asarray(coefficients, dtype=np.float64), full)
            self.entries.append(
                (
                    np.broadcast_to(rows, full).ravel(),
                    np.broadcast_to(columns, full).ravel(),
                    values.ravel(),
                )
            )
        return made


@dataclass(frozen=True, slots=True)
class Answer:
    """An optimum: its value, the columns, and what one more of each row's bound is worth."""

    objective: float
    columns: Floats
    duals: Floats
    reduced: Floats


class Programme:
    """A linear programme in HiGHS that is maximised again and again.

    Raises ExtraError where highspy is not installed.
    """

    def __init__(self, builder: Builder, name: str = "") -> None:
        highspy = _highspy()
        self.name, self.width = name, builder.columns_made
        low = [bounds[0] for bounds in builder.bounds]
        high = [bounds[1] for bounds in builder.bounds]
        rows, columns, values = (
            np.concatenate(parts) for parts in zip(*builder.entries, strict=True)
        )
        matrix = csr_array(
            (values, (rows, columns)), shape=(builder.rows_made, builder.columns_made)
        )
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = builder.columns_made, builder.rows_made
        lp.col_cost_ = np.zeros(builder.columns_made)
        lp.col_lower_, lp.col_upper_ = np.concatenate(builder.lower), np.concatenate(builder.upper)
        lp.row_lower_, lp.row_upper_ = np.concatenate(low), np.concatenate(high)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = matrix.indptr
        lp.a_matrix_.index_ = matrix.indices
        lp.a_matrix_.value_ = matrix.data
        self.solver: Any = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)  # noqa: FBT003 - as HiGHS has it
        self.solver.setOptionValue("threads", 1)
        self.solver.passModel(lp)
        self._all = np.arange(self.width, dtype=np.int32)
        self._feasible = False

    def maximise(self, cost: Floats) -> Answer:
        """The optimum for the objective `cost`, from the basis of the last one.

        Where only the objective moved that basis is still feasible, and the primal simplex goes on
        from it. Raises BasinError where there is none.
        """
        self.solver.changeColsCost(self.width, self._all, cost)
        self.solver.setOptionValue("simplex_strategy", _PRIMAL if self._feasible else _DUAL)
        found = self.again()
        self.solver.setOptionValue("simplex_strategy", _DUAL)
        self._feasible = True
        return found

    def again(self) -> Answer:
        """The optimum for the objective as it stands.

        Raises BasinError where there is none.
        """
        status = self._run()
        if status not in ("Optimal", "Infeasible"):  # a stale basis can lead a solve astray
            self.solver.clearSolver()
            status = self._run()
        if status != "Optimal":
            raise BasinError(self.name, (f"found no plan ({status.lower()}); allowed: one",))
        found = self.solver.getSolution()
        return Answer(
            float(self.solver.getObjectiveValue()),
            np.array(found.col_value),
            np.array(found.row_dual),
            np.array(found.col_dual),
        )

    def _run(self) -> str:
        self.solver.run()
        return str(self.solver.modelStatusToString(self.solver.getModelStatus()))

    def bound_columns(self, columns: Ints, lower: ArrayLike, upper: ArrayLike) -> None:
        """Give columns new bounds."""
        flat, low, high = _flat(columns, lower, upper)
        self._feasible = False
        self.solver.changeColsBounds(len(flat), flat, low, high)

    def bound_rows(self, rows: Ints, lower: ArrayLike, upper: ArrayLike) -> None:
        """Give rows new bounds."""
        flat, low, high = _flat(rows, lower, upper)
        self._feasible = False
        self.solver.changeRowsBounds(len(flat), flat, low, high)

    def add_row(self, lower: float, upper: float, columns: Ints, values: Floats) -> None:
        """Add one row; the basis is kept."""
        self._feasible = False
        flat = np.asarray(columns, dtype=np.int32).ravel()
        self.solver.addRow(lower, upper, len(flat), flat, np.asarray(values, dtype=np.float64))

    def drop_last_row(self) -> None:
        """Take the last row away again."""
        last = np.array([self.solver.getNumRow() - 1], dtype=np.int32)
        self.solver.deleteRows(1, last)

    def take_basis(self, other: "Programme") -> None:
        """Start from the basis of another programme of the same shape."""
        self._feasible = False
        self.solver.setBasis(other.solver.getBasis())


def _flat(
    numbers: Ints, lower: ArrayLike, upper: ArrayLike
) -> tuple[NDArray[np.int32], Floats, Floats]:
    low, high = (
        np.ascontiguousarray(
            np.broadcast_to(np.asarray(b, dtype=np.float64), numbers.shape).ravel()
        )
        for b in (lower, upper)
    )
    return numbers.astype(np.int32).ravel(), low, high


def _highspy() -> Any:
    try:
        import highspy  # noqa: PLC0415 - an extra
    except ImportError:
        raise ExtraError(
            "sharing water and power: found no highspy; allowed: install goldenbridge[nexus]"
        ) from None
    return highspy
