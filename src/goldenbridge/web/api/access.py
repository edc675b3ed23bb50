"""Set-up, sessions, accounts, tokens and persons."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from goldenbridge.operations.access import accounts
from goldenbridge.operations.access.roles import Grant, require
from goldenbridge.operations.ledger import persons
from goldenbridge.operations.ledger.transaction import Transaction
from goldenbridge.web import sessions
from goldenbridge.web.commands import Act, Named, Text, add
from goldenbridge.web.guard import COOKIE, Who
from goldenbridge.web.problems import documented
from goldenbridge.web.reading import answered, ledger_of

router = APIRouter(tags=["access"])
STRICT = ConfigDict(extra="forbid")


class SignIn(BaseModel):
    """Login and password."""

    model_config = STRICT
    login: Text
    password: str = Field(max_length=200)


class NewPassword(BaseModel):
    """The password that holds now, and the one that will."""

    model_config = STRICT
    old: str = Field(max_length=200)
    new: str = Field(max_length=200)


class SetUp(SignIn):
    """The first administrator, and the token that the terminal shows."""

    token: str = Field(max_length=200)


class GrantBody(BaseModel):
    """A role, at one station or all, on one side or both."""

    model_config = STRICT
    role: Text
    station: Text | None = None
    country: Text | None = None
    agency: Text | None = None


class NewStaff(SignIn):
    """An account and what it may do."""

    grants: list[GrantBody] = Field(max_length=50)


class NewToken(BaseModel):
    """The carrier whose programs will bring the token."""

    model_config = STRICT
    party: Text


_NAMES: dict[str, Any] = {
    "propertyNames": {"minLength": 1, "maxLength": 200, "pattern": r"^[^\x00-\x1f]*$"}
}


class Person(BaseModel):
    """Who a person is; kept outside the chain."""

    model_config = STRICT
    document: Text
    details: dict[Text, Text] = Field(max_length=30, json_schema_extra=_NAMES)


@router.post("/setup", status_code=201, responses=documented(401, 409))
async def set_up(request: Request, body: SetUp) -> JSONResponse:
    """Make the first administrator with the token that the terminal shows."""
    made = await sessions.first_account(request, body.token, body.login, body.password)
    return JSONResponse({"staff": made}, 201)


@router.post("/sessions", status_code=201, responses=documented(401))
async def sign_in(request: Request, body: SignIn) -> JSONResponse:
    """Open a session of twelve hours; it is in the cookie."""
    token = await sessions.opened(request, body.login, body.password)
    answer = JSONResponse({}, 201)
    sessions.remember(request, answer, token)
    return answer


@router.delete("/sessions/current", responses=documented(401))
async def sign_out(request: Request, who: Who) -> JSONResponse:
    """End the session."""
    await sessions.close(request, who.actor)
    answer = JSONResponse({})
    answer.delete_cookie(COOKIE)
    return answer


@router.delete("/sessions/others", responses=documented(401))
async def end_other_sessions(request: Request, _who: Who) -> JSONResponse:
    """End every other session of the account that is signed in."""
    return JSONResponse({"ended": await sessions.end_others(request)})


@router.put("/account/password", responses=documented(401, 409))
async def change_password(request: Request, who: Who, body: NewPassword) -> JSONResponse:
    """Change the password of the account that is signed in; its other sessions end."""
    await sessions.change_password(request, who, body.old, body.new)
    return JSONResponse({})


@router.post("/staff", status_code=201, responses=documented(401, 403, 409))
async def add_staff(request: Request, who: Who, body: NewStaff) -> JSONResponse:
    """Make an account."""
    require(who, "manage-access")
    grants = [Grant(**grant.model_dump()) for grant in body.grants]
    ledger = ledger_of(request)

    def make() -> str:
        return accounts.add_staff(ledger, body.login, body.password, grants, actor=who.actor)

    return JSONResponse({"staff": await run_in_threadpool(make)}, 201)


@router.post("/tokens", status_code=201, responses=documented(401, 403))
async def issue_token(request: Request, who: Who, body: NewToken) -> JSONResponse:
    """Issue a token for a carrier; it is shown this once."""
    require(who, "manage-access")
    ledger = ledger_of(request)

    def make() -> tuple[str, str]:
        return accounts.issue_token(ledger, body.party, actor=who.actor)

    made, token = await run_in_threadpool(make)
    return JSONResponse({"id": made, "token": token}, 201)


@router.post("/persons", status_code=201, responses=documented(401, 403))
async def register_person(request: Request, who: Who, body: Person) -> JSONResponse:
    """Let a person be known by a reference, which is all that the ledger holds."""
    require(who, "book")

    def command(tx: Transaction) -> dict[str, Any]:
        return {"subject": persons.register(tx, body.document, body.details)}

    receipt = await asyncio.wrap_future(ledger_of(request).enqueue(command, actor=who.actor))
    return JSONResponse({"seq": receipt.seq} | dict(receipt.body), 201)


@router.get("/persons/{subject}", responses=documented(401, 403, 404, 409))
async def read_person(
    request: Request,
    who: Who,
    subject: Named,
    purpose: Annotated[str, Query(min_length=3, max_length=100, pattern=r"^[^\x00-\x1f]*$")],
) -> JSONResponse:
    """Who a reference means; that it was read, by whom and why, is written down."""
    require(who, "read-person")

    def command(tx: Transaction) -> dict[str, Any]:
        return persons.read(tx, subject, purpose=purpose)

    receipt = await asyncio.wrap_future(ledger_of(request).enqueue(command, actor=who.actor))
    return answered(receipt.seq, receipt.body)


@router.delete("/persons/{subject}", responses=documented(401, 403, 404, 409))
async def erase_person(request: Request, who: Who, subject: Named) -> JSONResponse:
    """Forget a person."""
    require(who, "erase-person")
    ledger = ledger_of(request)

    def erase() -> int:
        return ledger.erase(subject, actor=who.actor).seq

    return answered(await run_in_threadpool(erase), {"subject": subject})


for _act in (
    Act("/staff/{staff}/close", accounts.CloseStaff, "manage-access", status=200),
    Act("/tokens/{id}/revoke", accounts.RevokeToken, "manage-access", status=200),
):
    add(router, _act)
