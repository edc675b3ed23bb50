"""A route from a command: what the path, the sender and the headers do not say is the body."""

import asyncio
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

from fastapi import APIRouter, Header, Path, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.json_schema import SkipJsonSchema

from goldenbridge.errors import ForbiddenError, RefusedError
from goldenbridge.operations.access.roles import Principal, agency_of, require, roles_that
from goldenbridge.web.guard import Who
from goldenbridge.web.problems import documented

if TYPE_CHECKING:
    from goldenbridge.operations.ledger.ledger import Ledger

Text = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*$")]
"""A short line; no control characters, which PostgreSQL refuses."""
Whole = Annotated[int, Field(ge=-(2**31), lt=2**31)]
Named = Annotated[str, Path(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*$")]
# a header that is left out is no null, so its description must not offer one
_Key = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[!-~]*$")]
Key = Annotated[_Key | SkipJsonSchema[None], Header()]
_Seen = Annotated[str, Field(pattern=r'^"[0-9]{1,18}"$')]
Seen = Annotated[_Seen | SkipJsonSchema[None], Header()]
Texts = Annotated[list[Text], Field(max_length=50)]
_PLAIN: dict[Any, Any] = {
    str: Text,
    int: Whole,
    str | None: Text | None,
    int | None: Whole | None,
    tuple[str, ...]: Texts,
}
_BY_SENDER, _BY_SESSION, _BY_HEADER = "carrier", "agency", "version"


RECEIPT = {
    "type": "object",
    "required": ["seq"],
    "properties": {"seq": {"type": "integer"}},
    "additionalProperties": True,
}
"""What a command answers: its last event, and what the command tells."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be asked for: where, by which command, with which permission."""

    path: str
    command: type[Any]
    action: str
    types: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the body whose type says more than the command's."""
    status: int = 201
    side: str = ""
    """The field that tells whose side it concerns."""


ACTS: dict[type[Any], Act] = {}
"""What can be asked for, by its command; pages ask for the same as programs do."""


def permitted(kind: type[Any], who: Principal, /, **values: Any) -> Any:
    """The command `kind`, when `who` may ask for it; sender and agency are those of `who`.

    Raises ForbiddenError, and RefusedError where staff name no carrier.
    """
    act = ACTS[kind]
    hints = get_type_hints(kind)
    _permit(act, who, values, hints)
    if _BY_SENDER in hints and f"{{{_BY_SENDER}}}" not in act.path:
        values[_BY_SENDER] = _carrier(who, values.get(_BY_SENDER))
    return kind(**values)


def add(router: APIRouter, act: Act) -> None:
    """Make the route of `act`: POST, with an idempotency key, and If-Match for a version."""
    ACTS[act.command] = act
    named = [part[1:-1] for part in act.path.split("/") if part.startswith("{")]
    hints = get_type_hints(act.command)
    body = _body(act, hints, named)

    async def endpoint(request: Request, who: Principal, **given: Any) -> JSONResponse:
        values = {name: given[name] for name in named}
        if "body" in given:
            values |= given["body"].model_dump(exclude_unset=True)
        if given.get("if_match"):
            values[_BY_HEADER] = int(given["if_match"].strip('"'))
        ledger: Ledger = request.app.state.ledger
        command = permitted(act.command, who, **values)
        key = given["idempotency_key"]
        answer = ledger.enqueue(command, actor=who.actor, idempotency_key=key)
        receipt = await asyncio.wrap_future(answer)
        content = {"seq": receipt.seq} | dict(receipt.body)
        return JSONResponse(content, act.status, {"Ledger-Seq": str(receipt.seq)})

    keyword = Parameter.KEYWORD_ONLY
    parameters = [
        Parameter("request", keyword, annotation=Request),
        Parameter("who", keyword, annotation=Who),
        Parameter("idempotency_key", keyword, annotation=Key, default=None),
        *(Parameter(name, keyword, annotation=Named) for name in named),
    ]
    if body is not None:
        needed = any(one.is_required() for one in body.model_fields.values())
        default = Parameter.empty if needed else body()
        parameters.append(Parameter("body", keyword, annotation=body, default=default))
    if _BY_HEADER in hints:
        parameters.append(Parameter("if_match", keyword, annotation=Seen, default=None))
    endpoint.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    receipt = {"description": "Done", "content": {"application/json": {"schema": RECEIPT}}}
    router.post(
        act.path,
        status_code=act.status,
        summary=(act.command.__doc__ or "").partition("\n")[0],
        operation_id=_name(act.command),
        responses=documented(401, 403, 404, 409, 412) | {act.status: receipt},
        openapi_extra={"x-roles": roles_that(act.action)},
    )(endpoint)


def _body(act: Act, hints: Mapping[str, Any], named: list[str]) -> type[BaseModel] | None:
    asked: dict[str, Any] = {}
    for one in fields(act.command):
        if one.name in {*named, _BY_HEADER}:
            continue
        kind = act.types.get(one.name) or _PLAIN.get(hints[one.name], hints[one.name])
        if one.name in {_BY_SENDER, _BY_SESSION}:
            asked[one.name] = (kind | None, None)
        else:
            asked[one.name] = (kind, ... if one.default is MISSING else one.default)
    if not asked:
        return None
    strict = ConfigDict(extra="forbid")
    model: type[BaseModel] = create_model(f"{_name(act.command)}Body", __config__=strict, **asked)
    return model


def _name(command: type[Any]) -> str:
    return command.__module__.rpartition(".")[2].title() + command.__name__


def _permit(act: Act, who: Principal, values: dict[str, Any], hints: Mapping[str, Any]) -> None:
    """Raise ForbiddenError unless `who` may; an officer acts for the agency of their grant."""
    station = values.get("station")
    if _BY_SESSION in hints:
        named = values.get(_BY_SESSION)
        values[_BY_SESSION] = agency_of(who, act.action, named=named, station=station)
    else:
        require(who, act.action, station=station, country=values.get(act.side))


def _carrier(who: Principal, named: str | None) -> str:
    """The carrier a request is for: a token acts for its own, staff name one."""
    if who.party is not None and named not in {None, who.party}:
        raise ForbiddenError(f"carrier: found {named}; allowed: {who.party}, whose token this is")
    carrier = who.party or named
    if carrier is None:
        raise RefusedError("carrier: found none; allowed: the carrier the request is for")
    return carrier
