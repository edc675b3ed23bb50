"""Schemathesis on a complex at work: whatever the description of a route allows is sent to it.

A random id is hardly ever one that exists; so in half of the requests ids in paths and bodies are
those of things that are there.
"""

import random
from collections import Counter
from typing import Any

import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import Table, select

from goldenbridge.operations.advice.tables import ADVICE
from goldenbridge.operations.appointments.tables import BOOKING, LOT, OPENING, VEHICLE
from goldenbridge.operations.council.tables import MEASURE, MOVE, PLAN, REPORT, SESSION
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.operations.passage.tables import HOLD, SEAL, TASK, VISIT, WEIGHING
from goldenbridge.operations.warehouse.tables import DOCK, LOCATION, PLOT

TABLES: dict[str, Table] = {
    "advice": ADVICE,
    "booking": BOOKING,
    "dock": DOCK,
    "hold": HOLD,
    "location": LOCATION,
    "lot": LOT,
    "measure": MEASURE,
    "move": MOVE,
    "opening": OPENING,
    "plan": PLAN,
    "plot": PLOT,
    "report": REPORT,
    "seal": SEAL,
    "session": SESSION,
    "vehicle": VEHICLE,
    "visit": VISIT,
    "weighing": WEIGHING,
}
KNOWN = {
    "agency": ("KZ-revenue",),
    "direction": ("to-kz", "to-kg"),
    "truck_class": ("perishable", "general"),
    "carrier": ("c1",),
    "country": ("KZ",),
    "party": ("KZ", "KG"),
    "side": ("KZ",),
    "quarter": ("2025-Q4", "2026-Q1"),
    "verdict": ("accepted", "disputed"),
    "pool": ("revenue", "agro"),
    "temperature": ("ambient", "chilled"),
    "unit": ("376104250021234569", "106141412345678908"),
    "step": ("finish", "exit", "turn-back", "close"),
    "result": ("pass", "hold", "refuse"),
}
CARRIERS = ("/bookings", "/vehicles", "/lots/{lot}/entries")
RIGHT = ["2xx", "401", "403", "404", "409", "412"]
"""Answers to a request that is as described; 412 where the version is not the one that stands."""
# an endless answer, and the end of one's own session
LEFT_OUT = ("/events/stream", "/sessions/current", "/staff/{staff}/close")


class Real:
    """Puts what is there in the place of what was drawn."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.draws = ledger, random.Random(1)  # noqa: S311 - a test

    def into(self, case: Any) -> None:
        if case.headers and "idempotency-key" in case.headers:
            case.headers["idempotency-key"] = f"{self.draws.random()}"
        if self.draws.random() < 0.5:
            return
        if case.headers:
            case.headers.pop("if-match", None)
        if case.meta is not None and not case.meta.generation.mode.is_positive:
            return
        if isinstance(case.body, dict) and case.path.startswith(CARRIERS):
            case.body["carrier"] = "c1"
        for place in (case.path_parameters, case.body):
            if isinstance(place, dict):
                for name in place:
                    if isinstance(place[name], str) and (one := self._one(name)):
                        place[name] = one

    def _one(self, name: str) -> str | None:
        if name in KNOWN:
            return self.draws.choice(KNOWN[name])
        table = TABLES.get(name, TASK if name == "station" else None)
        if table is None:
            return None
        column = TASK.c.station if name == "station" else table.c.id
        with self.ledger.reading() as view:
            found = view.connection.execute(select(column)).scalars().all()
        return str(self.draws.choice(found)) if found else None


def explore(app: FastAPI, ledger: Ledger, token: str, examples: int) -> Counter[tuple[str, int]]:
    """Send every route `examples` requests, then walk from one to the other; what was answered.

    Raises a group of the failures that Schemathesis found.
    """
    seen: Counter[tuple[str, int]] = Counter()
    real = Real(ledger)
    headers = {"Authorization": f"Bearer {token}"}
    config = schemathesis.Config.from_dict(
        {"checks": {"positive_data_acceptance": {"expected-statuses": RIGHT}}}
    )
    loaded = schemathesis.openapi.from_asgi("/openapi.json", app, config=config)
    schema = loaded.exclude(path=list(LEFT_OUT))
    some = settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    for found in schema.get_all_operations():
        _each(found.ok(), real, headers, seen, some)

    class Walk(schema.as_state_machine()):  # type: ignore[misc]
        def before_call(self, case: Any) -> None:
            real.into(case)

        def get_call_kwargs(self, case: Any) -> dict[str, Any]:  # noqa: ARG002 - its interface
            return {"headers": headers}

        def after_call(self, response: Any, case: Any) -> None:
            seen[case.operation.label, response.status_code] += 1

    Walk.run(settings=settings(some, stateful_step_count=20))
    return seen


def _each(
    operation: Any,
    real: Real,
    headers: dict[str, str],
    seen: Counter[tuple[str, int]],
    some: settings,
) -> None:
    @some
    @given(case=operation.as_strategy())
    def send(case: Any) -> None:
        real.into(case)
        response = case.call(headers=headers)
        seen[operation.label, response.status_code] += 1
        case.validate_response(response, headers=headers)

    send()
