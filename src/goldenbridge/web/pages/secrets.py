"""Forms that only this site's own pages can send.

A form carries a token made from a cookie no other site can read: the session, or where nobody is
signed in one for the visit (OWASP Cross-Site Request Forgery Prevention, HMAC-based token). Each
page gets another token of the same cookie, so that compression tells nothing about it (BREACH).
"""

import hmac
import secrets

from fastapi import Request, Response

from goldenbridge.errors import ForbiddenError
from goldenbridge.web.guard import COOKIE, from_elsewhere

VISITOR = "visitor"
FIELD = "form-token"
_SALT = 16


def token(request: Request) -> str:
    """A token for a form on the page that answers `request`."""
    salt = secrets.token_hex(_SALT)
    return f"{salt}{_mark(_held(request) or _new(request), salt)}"


def check(request: Request, given: str) -> None:
    """Raise ForbiddenError unless `given` was made for whoever sends `request`, by this site."""
    held, salt, mark = _held(request), given[: 2 * _SALT], given[2 * _SALT :]
    right = held and hmac.compare_digest(_mark(held, salt).encode(), mark.encode())
    if not right or from_elsewhere(request):
        raise ForbiddenError("form: found it is not from this visit; allowed: open the page again")


def keep(request: Request, answer: Response) -> None:
    """Give a new visitor the cookie that the tokens on this page were made from."""
    made = getattr(request.state, "visitor", None)
    if made:
        secure = request.url.scheme == "https"
        answer.set_cookie(VISITOR, made, httponly=True, secure=secure, samesite="strict")


def _held(request: Request) -> str:
    return request.cookies.get(COOKIE) or request.cookies.get(VISITOR) or ""


def _new(request: Request) -> str:
    if not hasattr(request.state, "visitor"):
        request.state.visitor = secrets.token_urlsafe(32)
    return str(request.state.visitor)


def _mark(held: str, salt: str) -> str:
    return hmac.digest(held.encode(), f"form {salt}".encode(), "sha256").hex()
