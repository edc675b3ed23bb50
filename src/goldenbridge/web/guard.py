"""Who asks: a session in a cookie, or a token in a header; and how often they may."""

import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request
from fastapi.openapi.models import HTTPBearer
from fastapi.security.base import SecurityBase
from starlette.concurrency import run_in_threadpool

from goldenbridge.errors import ForbiddenError, LimitError, SignInError
from goldenbridge.operations.access.accounts import who_holds
from goldenbridge.operations.access.hashes import hashed_token
from goldenbridge.operations.access.limits import Limit
from goldenbridge.operations.access.roles import Principal
from goldenbridge.operations.ledger.ledger import Ledger

if TYPE_CHECKING:
    from datetime import datetime

COOKIE = "session"
_REMEMBERED_S = 1.0
_MOST = 10_000
_SAFE = {"GET", "HEAD", "OPTIONS"}


@dataclass(slots=True)
class Guard:
    """Tells who holds a token; what it told is taken as true for a second."""

    ledger: Ledger
    requests: Limit = field(default_factory=lambda: Limit(per_s=50, burst=200))
    sign_ins: Limit = field(default_factory=lambda: Limit(per_s=0.2, burst=10))
    _known: OrderedDict[str, tuple[Principal, float]] = field(default_factory=OrderedDict)

    async def who(self, token: str) -> Principal:
        """Raises SignInError for an unknown token and LimitError for too many requests."""
        kept, now = hashed_token(token), time.monotonic()
        principal, until = self._known.get(kept, (None, 0.0))
        if principal is None or until < now:
            self._known.pop(kept, None)
            principal = await run_in_threadpool(self._look_up, token)
            self._known[kept] = (principal, now + _REMEMBERED_S)
            if len(self._known) > _MOST:
                self._known.popitem(last=False)
        if wait_s := self.requests.take(principal.actor, now):
            raise LimitError(wait_s)
        return principal

    def forget(self, token: str) -> None:
        """Take nothing told about a token as true any longer: its session ended."""
        self._known.pop(hashed_token(token), None)

    def try_sign_in(self, login: str, address: str) -> None:
        """Count an attempt; LimitError when a login or an address tried too often."""
        now = time.monotonic()
        if wait_s := max(self.sign_ins.take(key, now) for key in (f"l {login}", f"a {address}")):
            raise LimitError(wait_s)

    def _look_up(self, token: str) -> Principal:
        now: datetime = self.ledger.clock()
        with self.ledger.store.reading() as connection:
            return who_holds(connection, token, now=now)


def from_elsewhere(request: Request) -> bool:
    """Whether a browser says that another site sent this request (Fetch Metadata)."""
    return request.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}


def token_of(request: Request) -> str:
    """The session or token that a request brings, in a header or else in a cookie; or empty."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else request.cookies.get(COOKIE, "")


async def asked_by(request: Request) -> Principal:
    """Whoever sent this request; SignInError where nobody says who."""
    token = token_of(request)
    by_cookie = token == request.cookies.get(COOKIE)
    if by_cookie and request.method not in _SAFE and from_elsewhere(request):
        raise ForbiddenError("request: found it comes from another site; allowed: this one")
    if not token:
        raise SignInError("sign-in: found neither session nor token; allowed: POST /sessions first")
    guard: Guard = request.app.state.guard
    principal = await guard.who(token)
    request.scope["actor"] = principal.actor
    return principal


class SignedIn(SecurityBase):
    """Asks who sent a request, and stands in the description of the routes that ask."""

    def __init__(self) -> None:
        self.scheme_name = "token"
        self.model = HTTPBearer(description="A carrier's token; a browser sends its session cookie")

    async def __call__(self, request: Request) -> Principal:
        """Whoever sent this request; SignInError where nobody says who."""
        return await asked_by(request)


Who = Annotated[Principal, Depends(SignedIn())]
