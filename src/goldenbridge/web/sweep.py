"""What is due without anybody asking: holds and proposals that are over are let go."""

import asyncio
import logging

from starlette.concurrency import run_in_threadpool

from goldenbridge.errors import LedgerError
from goldenbridge.operations.advice.proposing import ExpireAdvice, any_void
from goldenbridge.operations.appointments.places import LapseHolds, any_over
from goldenbridge.operations.ledger.ledger import Ledger

ACTOR = "sweep"
"""Whom the ledger names for what a server does by itself."""
EVERY_S = 5.0
log = logging.getLogger("goldenbridge.web")


async def sweep(ledger: Ledger, stopping: asyncio.Event, *, every_s: float = EVERY_S) -> None:
    """Let go of what is over until `stopping`; of several servers whoever comes first."""
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
    """How many holds and proposals were let go; nothing is written where none is over."""
    with ledger.reading() as view:
        holds = any_over(view.connection, ledger.clock())
        proposals = any_void(view.connection, ledger.clock())
    gone = int(ledger.submit(LapseHolds(), actor=ACTOR).body["lapsed"]) if holds else 0
    if proposals:
        gone += int(ledger.submit(ExpireAdvice(), actor=ACTOR).body["expired"])
    return gone
