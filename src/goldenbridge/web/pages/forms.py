"""What a form was sent with, what is wrong with it, and the command it becomes."""

import asyncio
from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import parse_qsl

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from goldenbridge.errors import RefusedError, RuleError
from goldenbridge.language.messages import Message, tell
from goldenbridge.operations.access.roles import Principal
from goldenbridge.web.pages import secrets

if TYPE_CHECKING:
    from goldenbridge.operations.ledger.ledger import Ledger

KEY = "form-key"
_KIND = "application/x-www-form-urlencoded"
_MOST = 1000


class Form:
    """The fields of a form, and under each name what is wrong with it.

    A reading that finds a fault notes it and gives what stands for nothing; look at `errors` when
    everything was read. `key` makes a form that is sent twice count once.
    """

    def __init__(self, values: dict[str, str] | None = None, key: str = "") -> None:
        self.values, self.key = values or {}, key
        self.errors: dict[str, Message | str] = {}

    def text(self, name: str, *, longest: int = 200, needed: bool = True) -> str:
        """A line of text."""
        value = self.values.get(name, "").strip()
        if needed and not value:
            self.errors[name] = tell("Fill this in.")
        elif len(value) > longest or any(ord(sign) < 32 for sign in value):
            self.errors[name] = tell("Write one line of up to {most} signs.", most=longest)
        return value

    def paragraphs(self, name: str, *, longest: int = 10_000, needed: bool = True) -> str:
        """Text of one or more lines."""
        value = self.values.get(name, "").replace("\r\n", "\n").strip()
        if needed and not value:
            self.errors[name] = tell("Fill this in.")
        elif len(value) > longest or any(ord(sign) < 32 and sign not in "\n\t" for sign in value):
            self.errors[name] = tell("Write up to {most} signs.", most=longest)
        return value

    def number(self, name: str, *, least: int, most: int, needed: bool = True) -> int | None:
        """A whole number; None where it is left out or no such number."""
        value = self.text(name, needed=needed)
        if name in self.errors or not value:
            return None
        try:
            number = int(value)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            self.errors[name] = tell(
                "Write a whole number from {least} to {most}.", least=least, most=most
            )
            return None
        return number

    def choice(self, name: str, allowed: Collection[str], *, needed: bool = True) -> str:
        """One of what was offered."""
        value = self.text(name, needed=needed)
        if name not in self.errors and value and value not in allowed:
            self.errors[name] = tell("Choose one of those offered.")
        return value

    def refused(self, error: RefusedError) -> None:
        """Note why the complex refuses, beside the field it names if this form has it."""
        field = error.field if isinstance(error, RuleError) and error.field in self.values else ""
        self.errors[field] = str(error)


async def posted(request: Request) -> Form:
    """The form sent with `request`; ForbiddenError where another site could have sent it."""
    if not request.headers.get("content-type", "").startswith(_KIND):
        raise HTTPException(415, f"body: found no form; allowed: {_KIND}")
    try:
        text = (await request.body()).decode("utf-8")
        values = dict(
            parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST)
        )
    except ValueError as error:
        raise HTTPException(422, f"body: found no form that can be read: {error}") from error
    secrets.check(request, values.pop(secrets.FIELD, ""))
    return Form(values, values.pop(KEY, ""))


Posted = Annotated[Form, Depends(posted)]


async def submit(request: Request, command: Any, who: Principal, form: Form) -> dict[str, Any]:
    """Do what a form asks for, once however often it is sent; what the ledger answers.

    Raises RefusedError where the rules do not allow it: `form.refused` shows why.
    """
    ledger: Ledger = request.app.state.ledger
    answer = ledger.enqueue(command, actor=who.actor, idempotency_key=form.key or None)
    receipt = await asyncio.wrap_future(answer)
    return {"seq": receipt.seq} | dict(receipt.body)
