"""The compiled kernel does what its source says, in bounds, whatever features it has."""

import ast
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from goldenbridge.border import kernels
from goldenbridge.border.kernels import (
    draw,
    exponential,
    log_bin,
    mix,
    normal,
    push,
    replace_top,
    set_timer,
    stop_timer,
)
from goldenbridge.border.samples import EDGES
from goldenbridge.border.tables import KINDS

BUSY = Path(__file__).parent / "busy_site.py"
NUMBERS = 200_000


def run(*, days: int = 3, **environment: str) -> str:
    command = [sys.executable, "-W", "error", str(BUSY), str(days), "5"]
    env = os.environ | environment
    return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout


def test_the_kernel_is_what_python_makes_of_its_source() -> None:
    assert run() == run(NUMBA_DISABLE_JIT="1")


def test_no_index_is_out_of_bounds(tmp_path: Path) -> None:
    assert run() == run(NUMBA_BOUNDSCHECK="1", NUMBA_CACHE_DIR=str(tmp_path))


def test_no_loop_of_a_kernel_is_endless() -> None:
    """Numba miscompiles one form of `while True`, silently."""
    tree = ast.parse(Path(kernels.__file__).read_text("utf-8"))
    loops = [node.test for node in ast.walk(tree) if isinstance(node, ast.While)]
    assert len(loops) > 10
    assert not [loop for loop in loops if isinstance(loop, ast.Constant)]


def streams() -> np.ndarray:
    return np.array([mix(np.uint64(n)) for n in range(1, NUMBERS + 1)], np.uint64)


@pytest.mark.parametrize(("make", "mean", "variance"), [(exponential, 1, 1), (normal, 0, 1)])
def test_ziggurats(make: object, mean: float, variance: float) -> None:
    """Mean, variance and the far tail, which has its own branch."""
    x = np.array([make(c) for c in streams()])  # type: ignore[operator]
    assert abs(x.mean() - mean) < 4 / math.sqrt(NUMBERS)
    assert abs(x.var() - variance) < 12 / math.sqrt(NUMBERS)
    tail = math.exp(-8) if mean else math.erfc(3.7 / math.sqrt(2))
    seen = (x > 8).mean() if mean else (np.abs(x) > 3.7).mean()
    assert abs(seen - tail) < 4 * math.sqrt(tail / NUMBERS)


@pytest.mark.parametrize(
    ("kind", "a", "b", "third", "mean", "variance"),
    [
        ("lognormal", 0.0, 0.5, 0.0, math.exp(0.125), (math.exp(0.25) - 1) * math.exp(0.25)),
        ("erlang", 3.0, 2.0, 0.0, 6.0, 12.0),
        ("gamma", 2.5, 2.0, 0.0, 5.0, 10.0),
        ("gamma", 0.4, 2.0, 0.0, 0.8, 1.6),
        ("uniform", 1.0, 4.0, 0.0, 2.5, 9 / 12),
        ("triangular", 1.0, 2.0, 6.0, 3.0, 21 / 18),
        ("deterministic", 3.0, 0.0, 0.0, 3.0, 0.0),
        ("empirical", 1.0, 2.0, 0.0, 3.0, 1.0),
    ],
)
def test_distributions(
    kind: str, a: float, b: float, third: float, mean: float, variance: float
) -> None:
    observed = np.array([9.0, 2.0, 4.0])
    x = np.array([draw(c, KINDS.index(kind), a, b, third, observed) for c in streams()])
    assert abs(x.mean() - mean) < 4 * math.sqrt(variance / NUMBERS) + 1e-12
    assert x.var() == pytest.approx(variance, rel=0.05)


def test_bins_are_between_their_edges() -> None:
    for w in (0.0, 0.0009, 0.001, 0.5, 1.0, 1.03126, 7.77, 1e6, 1e9):
        i = log_bin(w)
        assert EDGES[i] <= w
        assert w < EDGES[i + 1] or i == len(EDGES) - 2


def test_heaps_give_back_in_order() -> None:
    rng = np.random.default_rng(1)
    for n in (1, 2, 3, 8, 57):
        x = rng.random(n)
        t, p = np.empty(n), np.empty(n, np.int64)
        dt, dp, place = np.empty(n), np.empty(n, np.int32), np.full(n, -1, np.int32)
        size = 0
        for i in range(n):
            push(t, p, 0, i, x[i], i)
            size = set_timer(dt, dp, place, size, x[i], i)
        for i in np.argsort(x)[: n // 2]:
            assert p[0] == i
            n -= 1  # noqa: PLW2901 - the heap shrinks
            replace_top(t, p, 0, n, t[n], p[n])
        for i in rng.permutation(x.size):
            size = stop_timer(dt, dp, place, size, i)
            left = dp[:size]
            assert sorted(place[left]) == list(range(size))
            assert size == 0 or dt[0] == x[left].min()


def test_numba_finds_its_blas_though_the_kernels_do_not_load_it() -> None:
    code = (
        "import sys, numpy, numba, goldenbridge.border.kernels\n"
        "before = 'scipy.linalg' in sys.modules\n"
        "square = numba.njit(lambda a: a @ a)(2.0 * numpy.eye(2))\n"
        "print(before, square.trace(), 'scipy.linalg' in sys.modules)\n"
    )
    command = [sys.executable, "-W", "error", "-c", code]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert told == "False 8.0 True\n"
