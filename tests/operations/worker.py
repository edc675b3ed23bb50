"""Trucks that enter and leave until someone kills them: python -m tests.operations.worker URL RUN.

Each acknowledged command is a line `key seq` on the output, written after the receipt.
"""

import os
import random
import sys
from threading import Thread

from tests.operations.toy import Enter, Leave, toy_ledger

from goldenbridge.errors import GoldenBridgeError
from goldenbridge.operations.ledger import store
from goldenbridge.operations.ledger.ledger import Ledger

THREADS = 8
TRUCKS = 40


def _drive(ledger: Ledger, run: str, thread: int) -> None:
    draws = random.Random(f"{run}-{thread}")  # noqa: S311 - trucks, not secrets
    n = 0
    while True:
        n += 1
        truck, key = f"t{draws.randrange(TRUCKS)}", f"{run}-{thread}-{n}"
        command = Enter("g", truck) if draws.random() < 0.5 else Leave(truck)
        try:
            receipt = ledger.submit(command, actor="w", idempotency_key=key)
        except GoldenBridgeError:
            continue
        os.write(1, f"{key} {receipt.seq}\n".encode())


def main(url: str, run: str, synchronous: str = "FULL") -> None:
    """Drive until killed."""
    pragmas = tuple(p for p in store._PRAGMAS if not p.startswith("synchronous"))
    store._PRAGMAS = (*pragmas, f"synchronous={synchronous}")
    ledger = toy_ledger(url)
    for thread in range(THREADS):
        Thread(target=_drive, args=(ledger, run, thread)).start()


if __name__ == "__main__":
    main(*sys.argv[1:])
