"""Sessions of staff and the first account, as both the API and the pages open them."""

import hmac

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from goldenbridge.errors import SignInError
from goldenbridge.operations.access import accounts, own
from goldenbridge.operations.access.roles import Principal
from goldenbridge.web.guard import COOKIE, Guard, token_of


async def opened(request: Request, login: str, password: str) -> str:
    """Open a session; its token. SignInError, or LimitError for too many attempts."""
    guard: Guard = request.app.state.guard
    guard.try_sign_in(login, _address(request))
    ledger = request.app.state.ledger
    return await run_in_threadpool(accounts.sign_in, ledger, login, password)


def remember(request: Request, answer: Response, token: str) -> None:
    """Put a session into the cookie of this browser, out of reach of scripts and other sites."""
    answer.set_cookie(
        COOKIE,
        token,
        max_age=int(accounts.SESSION.total_seconds()),
        httponly=True,
        secure=request.url.scheme == "https",
        samesite="strict",
    )


async def close(request: Request, actor: str) -> None:
    """End the session of this browser, from now on."""
    token = token_of(request)
    ledger, guard = request.app.state.ledger, request.app.state.guard
    await run_in_threadpool(accounts.sign_out, ledger, token, actor=actor)
    guard.forget(token)


async def change_password(request: Request, who: Principal, old: str, new: str) -> None:
    """Change the password of this browser's account, and end its other sessions.

    Raises RuleError and RefusedError as `own.change_password`, LimitError for too many attempts.
    """
    guard: Guard = request.app.state.guard
    guard.try_sign_in(who.actor, _address(request))
    ledger = request.app.state.ledger
    await run_in_threadpool(own.change_password, ledger, token_of(request), old, new)


async def end_others(request: Request) -> int:
    """End the other sessions of this browser's account; how many."""
    ledger = request.app.state.ledger
    return await run_in_threadpool(own.end_other_sessions, ledger, token_of(request))


async def first_account(request: Request, token: str, login: str, password: str) -> str:
    """Make the first administrator with the token that the terminal shows; their id.

    Raises SignInError for another token, RefusedError for a bad password or a second first account.
    """
    guard: Guard = request.app.state.guard
    guard.try_sign_in("set-up", _address(request))
    expected: str | None = request.app.state.setup_token
    if expected is None or not hmac.compare_digest(expected.encode(), token.encode()):
        raise SignInError("set-up: found another token; allowed: the one the terminal shows")
    made = await run_in_threadpool(accounts.set_up, request.app.state.ledger, login, password)
    request.app.state.setup_token = None
    return made


def _address(request: Request) -> str:
    return request.client.host if request.client else "nowhere"
