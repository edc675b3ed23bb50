"""What a reader chose: a language and a theme, by the address, a cookie or the browser."""

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from fastapi import Request, Response

from goldenbridge.language.languages import Language
from goldenbridge.language.messages import LANGUAGES

THEMES = ("light", "dark")
NAMES = {"en": "English", "ru": "Русский", "kk": "Қазақша", "ky": "Кыргызча"}
LETTERS = {
    "en": ("latin",),
    "ru": ("latin", "cyrillic"),
    "kk": ("latin", "cyrillic", "cyrillic-ext"),
    "ky": ("latin", "cyrillic", "cyrillic-ext"),
}
"""The font files a page of each language surely needs: they are asked for at once."""
_YEAR_S = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Reader:
    """A language, and a theme: empty where the browser decides."""

    language: Language
    theme: str


def reader_of(request: Request) -> Reader:
    """The choices of whoever sent this request: `?lang=`, then the cookie, then the browser."""
    code = _chosen(request, "lang", LANGUAGES) or _preferred(
        request.headers.get("accept-language", "")
    )
    return Reader(language_of(code), _chosen(request, "theme", THEMES))


@cache
def language_of(code: str) -> Language:
    """The language of this code; its catalogue is read once."""
    return Language(code)


def remember(request: Request, answer: Response) -> None:
    """Keep what the address chose for the next pages."""
    for name, allowed in (("lang", LANGUAGES), ("theme", THEMES)):
        chosen = request.query_params.get(name, "")
        if chosen in allowed and request.cookies.get(name) != chosen:
            secure = request.url.scheme == "https"
            answer.set_cookie(
                name, chosen, max_age=_YEAR_S, httponly=True, secure=secure, samesite="lax"
            )


def here(request: Request, **changed: str) -> str:
    """The address of this page with these parameters; an empty one is left out."""
    values = dict(request.query_params) | changed
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{request.url.path}?{query}" if query else request.url.path


def is_plain(request: Request) -> bool:
    """Whether the address says nothing but a day, and a language and a theme there are."""
    known = {"lang": LANGUAGES, "theme": THEMES}
    return all(
        name == "as_of" or value in known.get(name, ())
        for name, value in request.query_params.multi_items()
    )


def at(request: Request, path: str, **changed: str) -> str:
    """Another page, on the day that this one is about."""
    values = {"as_of": request.query_params.get("as_of", "")} | changed
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{path}?{query}" if query else path


def _chosen(request: Request, name: str, allowed: tuple[str, ...]) -> str:
    given = (request.query_params.get(name, ""), request.cookies.get(name, ""))
    return next((value for value in given if value in allowed), "")


def _preferred(header: str) -> str:
    """The language with the greatest weight (RFC 9110, 12.5.4), English where none is known."""
    weights: dict[str, float] = {}
    for part in header.split(",")[:20]:
        tag, _, weight = part.partition(";q=")
        code = tag.strip().lower().partition("-")[0]
        if code in LANGUAGES:
            weights.setdefault(code, _weight(weight))
    return max(weights, key=weights.__getitem__) if any(weights.values()) else "en"


def _weight(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0
