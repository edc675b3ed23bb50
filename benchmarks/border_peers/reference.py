"""W1 and W2 in C++, compiled by g++ where there is one; it gets the tables of our own compiler."""

import ctypes
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.border_peers import ours
from benchmarks.border_peers.workloads import Outcome
from goldenbridge.border.runs import new_counts
from goldenbridge.border.tables import Counts, Model

FLAGS = ("-O3", "-march=native", "-std=c++17", "-shared", "-fPIC")
SIZES = ("stations", "types", "days", "yard_limit")
WHOLE = ("month", "first_leg", "leg_to", "service", "kind", "line", "first_line", "heap_at")
WHOLE += ("lanes", "change_of", "change_to")
REAL = ("rates", "mix", "promise", "leg_share", "a", "b", "change_at")
COUNTERS = ("dwell", "dwell_sum", "over", "wait", "wait_sum", "queued", "busy", "lost")
COUNTERS += ("day_trucks", "day_dwell")
NO_LIMIT = 1 << 40


class Tables(ctypes.Structure):
    """The struct of the same name in reference.cpp."""

    _fields_ = [
        *((name, ctypes.c_int64) for name in SIZES),
        ("horizon", ctypes.c_double),
        *((name, ctypes.c_void_p) for name in (*WHOLE, *REAL)),
    ]


class Counters(ctypes.Structure):
    """The struct of the same name in reference.cpp."""

    _fields_ = [(name, ctypes.c_void_p) for name in COUNTERS]


def compiler() -> str | None:
    """The path of g++, None where there is none."""
    return shutil.which("g++")


@cache
def library() -> ctypes.CDLL:
    """The compiled reference."""
    source = Path(__file__).with_name("reference.cpp")
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder) / "reference.so"
        command = [compiler() or "g++", *FLAGS, str(source), "-o", str(built)]
        subprocess.run(command, check=True)
        loaded = ctypes.CDLL(str(built))
    loaded.run.argtypes = [
        ctypes.POINTER(Tables),
        ctypes.POINTER(Counters),
        ctypes.c_uint64,
        ctypes.c_int,
    ]
    loaded.run.restype = None
    return loaded


def _address(array: NDArray[np.generic]) -> int:
    if not array.flags.c_contiguous:
        raise ValueError("the reference reads tables row by row")
    return array.ctypes.data


def run(model: Model, seed: int, *, sequential: bool = False) -> Counts:
    """One run of a model without optional features, not warmed up, with at most one yard."""
    net, counts = model.net, new_counts(model)
    limits = net.yard_limit
    tables = Tables(
        stations=len(model.stations),
        types=len(model.types),
        days=net.month.size,
        yard_limit=int(limits[0]) if limits.size else NO_LIMIT,
        horizon=net.horizon,
        **{name: _address(getattr(net, name)) for name in (*WHOLE, *REAL)},
    )
    counters = Counters(**{name: _address(getattr(counts, name)) for name in COUNTERS})
    library().run(ctypes.byref(tables), ctypes.byref(counters), seed, int(sequential))
    return counts


def queue(customers: int, seed: int) -> Outcome:
    """W1: serve about this many customers."""
    return ours.outcome(run(ours.queue_model(customers), seed))


def border(minutes: float, seed: int) -> Outcome:
    """W2 for this many minutes."""
    model = ours.border_model(minutes)
    return ours.outcome(run(model, seed), ours.columns(model))
