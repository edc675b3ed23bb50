"""A text as sentences, each with its place, language and hash."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_END = re.compile(r"[.!?…]+[»”\"')\]]*(?=\s|$)|\n\s*\n|\n(?=\s*[-•–*]\s)|;\s*\n")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|vs|etc|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|U\.S|т\.е|т\.д|т\.п|им|ул|г|гг|тыс|млн|млрд|трлн|долл|руб|куб|ж|жж|мыс|ст|п)"
    r"|\b[A-ZА-ЯӘҒҚҢӨҰҮҺІ])\.$"
)
_UNIT = re.compile(r"\b(?:гг?|жж?|тыс|млн|млрд|трлн|долл|руб|т\.д|т\.п|etc)\.$")
_CAPITAL = re.compile(r"\s+(?!США)[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]|\s*$")
_KAZAKH = re.compile("[әғқұһі]", re.IGNORECASE)
_KYRGYZ = re.compile("[ңөү]", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_LATIN = re.compile("[a-z]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at [start, end) of its text, on a page counted from 1 where there are pages."""

    number: int
    start: int
    end: int
    text: str
    language: str
    page: int

    @property
    def hash(self) -> str:
        """The first 16 hex digits of SHA-256 over its words, whatever the spaces between them."""
        plain = " ".join(unicodedata.normalize("NFC", self.text).split())
        return hashlib.sha256(plain.encode()).hexdigest()[:16]


def sentences(text: str, page_starts: tuple[int, ...] = (0,)) -> Iterator[Sentence]:
    """Cut a text into sentences; a line that is empty ends one, a line break alone does not.

    `page_starts` are the places where pages begin, the first at 0.
    """
    whole = language_of(text)
    start, number, page = 0, 0, 1
    for end in _ends(text):
        body = text[start:end]
        begin = start + len(body) - len(body.lstrip())
        if body.strip():
            number += 1
            while page < len(page_starts) and page_starts[page] <= begin:
                page += 1
            said = body.strip()
            language = language_of(said)
            if language in {"ru", "ky"} and whole in {"kk", "ky"}:
                language = whole
            yield Sentence(number, begin, begin + len(said), said, language, page)
        start = end


def language_of(text: str) -> str:
    """Language by its letters: en, ru, kk or ky; what has no letters of either script is en."""
    if len(_CYRILLIC.findall(text)) <= len(_LATIN.findall(text)):
        return "en"
    if _KAZAKH.search(text):
        return "kk"
    return "ky" if _KYRGYZ.search(text) else "ru"


def _ends(text: str) -> Iterator[int]:
    last = 0
    for match in _END.finditer(text):
        end = match.end()
        lines = match[0].startswith("\n") or "\n" in match[0]
        if not lines and _goes_on(text[max(last, end - 8) : end], text[end : end + 8]):
            continue
        last = end
        yield end
    if last < len(text):
        yield len(text)


def _goes_on(before: str, behind: str) -> bool:
    """Whether a point is that of an abbreviation and the sentence goes on behind it."""
    if not _SHORT.search(before):
        return False
    if _UNIT.search(before):
        return not _CAPITAL.match(behind)
    return not behind.startswith(("\n\n", "\r\n\r\n"))
