"""Whether a concurrent history could have happened one operation at a time, in ledger order.

Every answer carries the sequence it took effect or was judged at, which is a witness: replaying the
answers in that order must give the same answers, and an operation that began after another had
ended must not come before it (linearizability, Herlihy and Wing 1990, with the order given).
"""

import random
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import count

from sqlalchemy import select
from tests.operations.toy import GATE, Enter, Leave

from goldenbridge.errors import RefusedError
from goldenbridge.operations.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as its caller saw it; `result` is done or refused, or places taken."""

    began: int
    ended: int
    kind: str
    gate: str
    truck: str
    result: bool | int
    seq: int


def violations(history: Sequence[Operation], places: int) -> list[str]:
    """What no order of operations explains; empty for a history that is linearizable."""
    return [*_wrong_answers(history, places), *_wrong_order(history)]


def _wrong_answers(history: Iterable[Operation], places: int) -> list[str]:
    taken: dict[str, int] = {}
    at: dict[str, str] = {}
    wrong, last = [], 0
    for one in sorted(history, key=lambda one: (one.seq, not _wrote(one))):
        if _wrote(one):
            if one.seq == last:
                wrong.append(f"{one.seq} was given twice")
            last = one.seq
        expected: bool | int
        if one.kind == "enter":
            expected = taken.get(one.gate, 0) < places and one.truck not in at
            if one.result:
                taken[one.gate] = taken.get(one.gate, 0) + 1
                at[one.truck] = one.gate
        elif one.kind == "leave":
            expected = one.truck in at
            if one.result and expected:
                taken[at.pop(one.truck)] -= 1
        else:
            expected = taken.get(one.gate, 0)
        if one.result != expected:
            wrong.append(f"{one.seq}: {one.kind} {one.truck or one.gate} got {one.result}")
    return wrong


def _wrong_order(history: Iterable[Operation]) -> list[str]:
    moments = [(one.began, 1, one.seq) for one in history] + [
        (one.ended, 0, one.seq) for one in history
    ]
    wrong, latest = [], 0
    for _, begins, seq in sorted(moments):
        if not begins:
            latest = max(latest, seq)
        elif seq < latest:
            wrong.append(f"{seq} began after {latest} had ended")
    return wrong


def _wrote(one: Operation) -> bool:
    return one.kind != "read" and one.result is True


def recorded(
    ledger: Ledger, operations: int, *, threads: int, gates: int, trucks: int, seed: int
) -> list[Operation]:
    """A history of the real ledger, driven by `threads` at once."""
    moment = count()

    def drive(thread: int) -> list[Operation]:
        draws = random.Random(f"{seed}-{thread}")  # noqa: S311 - trucks, not secrets
        return [
            _operate(ledger, draws, moment, gates, trucks) for _ in range(operations // threads)
        ]

    with ThreadPoolExecutor(threads) as pool:
        return [one for part in pool.map(drive, range(threads)) for one in part]


def _operate(
    ledger: Ledger, draws: random.Random, moment: "count[int]", gates: int, trucks: int
) -> Operation:
    kind = draws.choice(["enter"] * 6 + ["leave"] * 2 + ["read"] * 2)
    gate, truck = f"g{draws.randrange(gates)}", f"t{draws.randrange(trucks)}"
    began = next(moment)
    result: bool | int
    if kind == "read":
        truck = ""
        with ledger.reading() as view:
            taken = select(GATE.c.taken).where(GATE.c.id == gate)
            result, seq = view.connection.execute(taken).scalar_one(), view.seq
    else:
        command = Enter(gate, truck) if kind == "enter" else Leave(truck)
        try:
            result, seq = True, ledger.submit(command, actor="w").seq
        except RefusedError as refused:
            result, seq = False, refused.seq or 0
    return Operation(began, next(moment), kind, gate, truck, result, seq)


Fault = Callable[[list[Operation], random.Random], list[Operation]]


def _changed(history: list[Operation], at: int, **fields: object) -> list[Operation]:
    return [*history[:at], replace(history[at], **fields), *history[at + 1 :]]  # type: ignore[arg-type]


def _pick(history: list[Operation], draws: random.Random, kind: str, *, result: bool) -> int:
    fit = [n for n, one in enumerate(history) if one.kind == kind and one.result is result]
    return draws.choice(fit)


def overfull(history: list[Operation], draws: random.Random) -> list[Operation]:
    """An entry that was refused is granted all the same."""
    at = _pick(history, draws, "enter", result=False)
    return _changed(history, at, result=True)


def lost(history: list[Operation], draws: random.Random) -> list[Operation]:
    """An entry that was granted leaves no trace, so the truck's leaving cannot be explained."""
    left: dict[str, int] = {}
    fit = []
    for at in sorted(range(len(history)), key=lambda at: -history[at].seq):
        one = history[at]
        if _wrote(one) and one.kind == "leave":
            left[one.truck] = one.seq
        elif _wrote(one) and left.pop(one.truck, 0):
            fit.append(at)
    at = draws.choice(fit)
    return [*history[:at], *history[at + 1 :]]


def stale(history: list[Operation], draws: random.Random) -> list[Operation]:
    """A reading shows what stood long before it began."""
    late = [n for n, one in enumerate(history) if one.kind == "read" and one.seq > 200]
    at = draws.choice(late)
    return _changed(history, at, seq=history[at].seq - 150)


def twice(history: list[Operation], draws: random.Random) -> list[Operation]:
    """Two commands get one sequence."""
    first, second = sorted(
        draws.sample([n for n, one in enumerate(history) if _wrote(one)], 2),
        key=lambda n: history[n].seq,
    )
    return _changed(history, second, seq=history[first].seq)


def invented(history: list[Operation], draws: random.Random) -> list[Operation]:
    """A truck that stands at a gate is told that it does not."""
    at = _pick(history, draws, "leave", result=True)
    return _changed(history, at, result=False)


FAULTS: tuple[Fault, ...] = (overfull, lost, stale, twice, invented)
