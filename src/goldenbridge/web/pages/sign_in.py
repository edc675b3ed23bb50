"""Staff sign in and out; the first administrator makes their account."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from goldenbridge.errors import RefusedError, SignInError
from goldenbridge.language.messages import tell
from goldenbridge.web import sessions
from goldenbridge.web.guard import COOKIE
from goldenbridge.web.pages.forms import Posted
from goldenbridge.web.pages.page import Staff, Visitor, page, see

router = APIRouter(include_in_schema=False)
Next = Annotated[str, Query(max_length=500)]


@router.get("/sign-in")
def sign_in_page(request: Request, _who: Visitor, next: Next = "/") -> Response:  # noqa: A002 - the name in the address
    """Ask for login and password."""
    return page(request, "sign-in.html", after=_own(next))


@router.post("/sign-in")
async def sign_in(request: Request, form: Posted) -> Response:
    """Open a session and go on to where it was asked for."""
    after = _own(form.text("next", longest=500, needed=False))
    login, password = form.text("login"), form.values.get("password", "")[:200]
    if not form.errors:
        try:
            token = await sessions.opened(request, login, password)
        except SignInError:
            form.errors[""] = tell("Login and password do not go together.")
        else:
            answer = see(after)
            sessions.remember(request, answer, token)
            return answer
    return page(request, "sign-in.html", status=422, after=after, form=form)


@router.post("/sign-out")
async def sign_out(request: Request, who: Staff, _form: Posted) -> Response:
    """End the session."""
    await sessions.close(request, who.actor)
    answer = see("/")
    answer.delete_cookie(COOKIE)
    return answer


@router.get("/set-up")
def set_up_page(request: Request, _who: Visitor) -> Response:
    """Ask for the token of the terminal and the first account; gone once there is one."""
    return page(request, "set-up.html", open=request.app.state.setup_token is not None)


@router.post("/set-up")
async def set_up(request: Request, form: Posted) -> Response:
    """Make the first administrator."""
    token, login = form.text("token"), form.text("login")
    password = form.values.get("password", "")[:200]
    if not form.errors:
        try:
            await sessions.first_account(request, token, login, password)
        except SignInError:
            form.errors["token"] = tell("This is not the token that the terminal shows.")
        except RefusedError as error:
            form.errors["password"] = str(error)
        else:
            return see("/sign-in")
    return page(request, "set-up.html", status=422, open=True, form=form)


def _own(path: str) -> str:
    """A path of this server, never of another."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if plain and path.isprintable() else "/"
