"""Schemathesis for longer, on each engine."""

import time

from tests.operations.complex import Desk
from tests.soak.proof import proved, sized
from tests.web.test_explored import explored

EXAMPLES = sized(200, 2)


def test_routes_are_explored_for_long(desk: Desk) -> None:
    started = time.monotonic()
    explored(desk, EXAMPLES)
    seconds = time.monotonic() - started
    told = f"{EXAMPLES} examples a route and walks of 20 steps in {seconds:.0f} s, 0 failures"
    proved("7. Schemathesis", desk.ledger.store.url, told)
