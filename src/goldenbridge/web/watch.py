"""Around every request: a limit on its body, a line in the log, a count in the metrics."""

import json
import logging
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from goldenbridge.web.problems import answer

LARGEST = 1_000_000
"""Bytes of a request's body."""
_TOO_LARGE = f"body: found more than {LARGEST} bytes; allowed: up to that"
BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
# what an answer says of itself stands; pages and their files have rules of their own
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
)
log = logging.getLogger("goldenbridge.web")


class JsonLines(logging.Formatter):
    """A log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level and message, then what the record carries as `told`."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname.lower(), "message": record.getMessage()}
        line |= getattr(record, "told", {})
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def log_to_stderr() -> None:
    """Write the log of the server as lines of JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for name in ("goldenbridge.web", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.INFO)


@dataclass(slots=True)
class Metrics:
    """Requests by method, route and status, and how long they took."""

    requests: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    buckets: Counter[float] = field(default_factory=Counter)
    seconds: float = 0.0

    def note(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        self.requests[method, route, status] += 1
        self.seconds += seconds
        for bucket in BUCKETS_S:
            self.buckets[bucket] += seconds <= bucket

    def text(self, seq: int) -> str:
        """The text that Prometheus reads (exposition format 0.0.4)."""
        total = sum(self.requests.values())
        lines = ["# TYPE goldenbridge_ledger_seq gauge", f"goldenbridge_ledger_seq {seq}"]
        name = "goldenbridge_requests_total"
        lines.append(f"# TYPE {name} counter")
        lines += [
            f'{name}{{method="{method}",route="{route}",status="{status}"}} {n}'
            for (method, route, status), n in sorted(self.requests.items())
        ]
        name = "goldenbridge_request_seconds"
        lines.append(f"# TYPE {name} histogram")
        lines += [f'{name}_bucket{{le="{at}"}} {self.buckets[at]}' for at in BUCKETS_S]
        lines += [f'{name}_bucket{{le="+Inf"}} {total}', f"{name}_sum {self.seconds}"]
        return "\n".join([*lines, f"{name}_count {total}", ""])


class Watch:
    """The outermost layer of the server."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, unless its body is too large."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status, size = time.perf_counter(), 500, 0

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = {name.lower() for name, _ in message["headers"]}
                more = [header for header in _HEADERS if header[0] not in own]
                message["headers"] = [*message["headers"], *more]
            await send(message)

        async def received() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            _check(size)
            return message

        try:
            if _announced(scope) > LARGEST:
                request = Request(scope, receive)
                await answer(request, 413, "Too large", _TOO_LARGE)(scope, receive, sent)
            else:
                await self.app(scope, received, sent)
        finally:
            self._note(scope, status, time.perf_counter() - started)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route: Any = scope.get("route")
        path = getattr(route, "path", "none")
        self.metrics.note(scope["method"], path, status, seconds)
        told = {"method": scope["method"], "path": scope["path"], "status": status}
        told |= {"ms": round(seconds * 1000, 1), "actor": scope.get("actor")}
        log.info("request", extra={"told": told})


def _check(size: int) -> None:
    if size > LARGEST:
        raise HTTPException(413, _TOO_LARGE)


def _announced(scope: Scope) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0
