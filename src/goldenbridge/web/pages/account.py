"""One's own account: a new password, and an end to sessions left open elsewhere."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from goldenbridge.errors import RefusedError, RuleError
from goldenbridge.language.messages import Message, tell
from goldenbridge.operations.access.own import own_account
from goldenbridge.web import sessions
from goldenbridge.web.guard import token_of
from goldenbridge.web.pages.forms import Posted
from goldenbridge.web.pages.page import Staff, page, see

router = APIRouter(include_in_schema=False)
DONE: dict[str, Message] = {
    "password": tell("Your new password holds. Sessions open elsewhere have ended."),
    "sessions": tell("Sessions open elsewhere have ended."),
}


@router.get("/account")
def account(
    request: Request, _who: Staff, done: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """Who is signed in, what they may do, and their open sessions."""
    return page(request, "account.html", done=DONE.get(done), **_shown(request))


@router.post("/account/password")
async def change_password(request: Request, who: Staff, form: Posted) -> Response:
    """Change the password."""
    old, new = (form.values.get(name, "")[:200] for name in ("old", "new"))
    try:
        await sessions.change_password(request, who, old, new)
    except RuleError:
        form.errors["old"] = tell("This is not the password that holds now.")
    except RefusedError as error:
        form.errors["new"] = str(error)
    else:
        return see("/account?done=password")
    return page(request, "account.html", status=422, done=None, form=form, **_shown(request))


@router.post("/account/sessions")
async def end_others(request: Request, _who: Staff, _form: Posted) -> Response:
    """End the sessions open elsewhere."""
    await sessions.end_others(request)
    return see("/account?done=sessions")


def _shown(request: Request) -> dict[str, Any]:
    ledger = request.app.state.ledger
    with ledger.reading() as view:
        mine = own_account(view.connection, token_of(request), now=ledger.clock())
    return {"account": mine}
