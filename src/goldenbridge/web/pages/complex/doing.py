"""A form of the complex becomes a command, or the page again with what stands in the way."""

from typing import Any

from fastapi import Request

from goldenbridge.errors import (
    ForbiddenError,
    RefusedError,
    ReusedKeyError,
    RuleError,
    StaleError,
)
from goldenbridge.language.messages import tell
from goldenbridge.operations.access.roles import Principal
from goldenbridge.web.commands import permitted
from goldenbridge.web.pages.forms import Form, submit

FASTER = tell(
    "Somebody else was faster. What you see now is how it stands; nothing was done twice."
)
SENT = tell("This was sent before with other values, and that counted. Look at how it stands now.")
FORBIDDEN = tell("This is not yours to do. Another agency or role has to.")


async def do(request: Request, kind: type[Any], who: Principal, form: Form, **values: Any) -> int:
    """Ask for the command `kind`, as the API would; the status, 200 where it was done.

    What refuses it stands in `form.errors`. `form` may tell under `seen` which version its page
    showed: where that is no longer the one in `values["now"]`, somebody was faster.
    """
    now = values.pop("now", None)
    if form.errors:
        return 422
    try:
        await submit(request, permitted(kind, who, **values), who, form)
    except RefusedError as error:
        seen = form.values.get("seen", "")
        return _refused(form, error, changed=bool(seen) and now is not None and seen != str(now))
    return 200


def _refused(form: Form, error: RefusedError, *, changed: bool) -> int:
    if isinstance(error, ForbiddenError):
        form.errors |= {"": FORBIDDEN, "server": str(error)}
        return 403
    if isinstance(error, ReusedKeyError):
        form.errors[""] = SENT
        return 422
    if isinstance(error, StaleError) or (isinstance(error, RuleError) and changed):
        form.errors[""] = FASTER
        return 412
    form.refused(error)
    return 409


def version(form: Form) -> int | None:
    """The version a page showed."""
    return form.number("seen", least=0, most=2**63 - 1, needed=False)
