"""A page from a template: its language, theme, bar, tokens and headers."""

import gzip
import hashlib
import secrets as randomness
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from typing import Annotated, Any

import jinja2
from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from goldenbridge.errors import SignInError
from goldenbridge.language.messages import Message
from goldenbridge.operations.access.roles import Principal, require_anywhere
from goldenbridge.report.as_html import environment, telling
from goldenbridge.web.guard import COOKIE, asked_by
from goldenbridge.web.pages import assets, navigation, reader, secrets
from goldenbridge.web.pages.forms import KEY, Form

_MOST_KEPT = 500
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors {framed}"
)
"""Nothing from elsewhere and nothing written into the page runs, loads or is sent."""


async def visiting(request: Request) -> Principal | None:
    """Whoever is signed in in this browser, if anybody."""
    who = None
    if COOKIE in request.cookies:
        with suppress(SignInError):
            who = await asked_by(request)
    request.state.who = who
    return who


async def signed_in(request: Request) -> Principal:
    """Whoever is signed in in this browser; SignInError, which leads to the sign-in, if nobody."""
    who = await visiting(request)
    if who is None:
        raise SignInError("sign-in: found no session; allowed: sign in first")
    return who


Visitor = Annotated[Principal | None, Depends(visiting)]
Staff = Annotated[Principal, Depends(signed_in)]


def allowed(action: str) -> Any:
    """A dependency that lets in whoever has a grant for `action`, wherever that is."""

    async def found(request: Request) -> Principal:
        who = await signed_in(request)
        require_anywhere(who, action)
        return who

    return Depends(found)


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """The template told to whoever asks; `values` are its own."""
    answer = sent(request, render(request, template, **values).encode(), status)
    reader.remember(request, answer)
    secrets.keep(request, answer)
    return answer


def sent(request: Request, content: bytes, status: int = 200) -> HTMLResponse:
    """A page that was rendered, compressed where the browser can read that."""
    own = headers(request)
    if "gzip" in request.headers.get("accept-encoding", ""):
        own["Content-Encoding"] = "gzip"
        content = gzip.compress(content, compresslevel=5, mtime=0)
    return HTMLResponse(content, status, headers=own)


def kept_page(
    request: Request,
    kept: dict[Any, tuple[str, bytes]],
    template: str,
    values: Callable[[], dict[str, Any]],
    *,
    framed: str = "'none'",
) -> Response:
    """A page that is the same for all who are not signed in, rendered once and kept in `kept`.

    `values` makes what the template needs, when it is needed. Kept are an ETag and the compressed
    page, unless somebody is signed in or the address has a parameter no page knows.
    """
    chosen = reader.reader_of(request)
    signed = getattr(request.state, "who", None) is not None
    key = (template, reader.here(request), chosen.theme)
    found = None if signed else kept.get(key)
    if found is None:
        plain = render(request, template, **values()).encode()
        mark = f'"{hashlib.sha256(plain).hexdigest()[:20]}"'
        found = mark, gzip.compress(plain, compresslevel=6, mtime=0)
        if not signed and reader.is_plain(request) and len(kept) < _MOST_KEPT:
            kept[key] = found
    own = headers(request, framed=framed) | {"ETag": found[0]}
    if request.headers.get("if-none-match") == found[0]:
        return Response(status_code=304, headers=own)
    content = found[1]
    if "gzip" in request.headers.get("accept-encoding", ""):
        own["Content-Encoding"] = "gzip"
    else:
        content = gzip.decompress(content)
    answer = HTMLResponse(content, headers=own)
    if framed == "'none'":
        reader.remember(request, answer)
    return answer


def render(request: Request, template: str, **values: Any) -> str:
    """The text of a page."""
    chosen, who = reader.reader_of(request), getattr(request.state, "who", None)
    language = chosen.language
    own: dict[str, Any] = {
        **telling(language),
        "told": lambda said: language.say(said) if isinstance(said, Message) else said,
        "request": request,
        "reader": chosen,
        "reader_names": reader.NAMES,
        "here": partial(reader.here, request),
        "at": partial(reader.at, request),
        "static": assets.address,
        "letters": reader.LETTERS[language.code],
        "who": who,
        "may": partial(navigation.may_anywhere, who),
        "places": navigation.places(who),
        "served": request.app.state.served,
        "token": partial(secrets.token, request),
        "token_field": secrets.FIELD,
        "key_field": KEY,
        "new_key": partial(randomness.token_urlsafe, 16),
        "form": Form(),
    }
    return _templates().get_template(template).render(own | values)


def headers(request: Request, *, framed: str = "'none'") -> dict[str, str]:
    """The headers of a page; `framed` says who may show it inside a page of their own."""
    signed = getattr(request.state, "who", None) is not None
    return {
        "Content-Security-Policy": POLICY.format(framed=framed),
        "Content-Language": reader.reader_of(request).language.code,
        "Cache-Control": "no-store" if signed else "no-cache",
        "Vary": "Accept-Encoding, Accept-Language, Cookie",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def see(path: str) -> Response:
    """Go to another page after a form was done (303)."""
    return RedirectResponse(path, 303)


@cache
def _templates() -> jinja2.Environment:
    return environment("goldenbridge.web.pages", "goldenbridge.report")
