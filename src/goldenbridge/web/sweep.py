"""What is due without anybody asking: holds that are over give their places back."""

import asyncio
import logging

from starlette.concurrency import run_in_threadpool

from goldenbridge.errors import LedgerError
from goldenbridge.operations.appointments.places import LapseHolds, any_over
from goldenbridge.operations.ledger.ledger import Ledger

ACTOR = "sweep"
"""Whom the ledger names for what a server does by itself."""
EVERY_S = 5.0
log = logging.getLogger("goldenbridge.web")


async def sweep(ledger: Ledger, stopping: asyncio.Event, *, every_s: float = EVERY_S) -> None:
    """Let go of holds that are over until `stopping`; of several servers whoever comes first."""
    while not stopping.is_set():
        try:
            await run_in_threadpool(swept, ledger)
        except LedgerError as error:
            log.warning("sweep: %s", error)
        try:
            await asyncio.wait_for(stopping.wait(), every_s)
        except TimeoutError:
            continue


def swept(ledger: Ledger) -> int:
    """How many holds were let go; nothing is written where none is over."""
    with ledger.reading() as view:
        due = any_over(view.connection, ledger.clock())
    return int(ledger.submit(LapseHolds(), actor=ACTOR).body["lapsed"]) if due else 0
