"""The bytes of a communiqué become text: plain, HTML or PDF, told apart by their content."""

import codecs
import io
import logging
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser

from goldenbridge.errors import ExtraError, ReadingError

LARGEST_BYTES = 50_000_000
LARGEST_TEXT = 5_000_000
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
_HTML = re.compile(
    rb"^\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_MOJIBAKE = re.compile("(?:[ÐÑ][\u0080-\u00bf]|Р[°±µ»Ѕѕ‡€])")
_SKIPPED = {
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "svg",
    "iframe",
    "button",
}
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "cite",
    "em",
    "font",
    "i",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
    "wbr",
}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}


@dataclass(frozen=True, slots=True)
class Text:
    """A text, the places where its pages begin, and its pages that hold no text."""

    text: str
    page_starts: tuple[int, ...] = (0,)
    empty_pages: tuple[int, ...] = ()


def text_of(
    data: bytes, name: str, progress: Callable[[int, int], object] = lambda *_: None
) -> Text:
    """The text of a file; `progress` is told of each page of a PDF.

    Raises ReadingError, which names `name`, on what is empty, too large, in another encoding,
    broken, locked or a picture; ExtraError where a PDF needs pypdf.
    """
    if len(data) > LARGEST_BYTES:
        raise _error(name, f"{len(data):,} bytes", f"at most {LARGEST_BYTES:,}")
    if data.lstrip()[:5] == b"%PDF-":
        return _pdf(data, name, progress)
    plain = _decoded(data, name)
    found = Text(_html(plain) if _HTML.match(data[:2000]) else plain)
    if not found.text.strip():
        raise _error(name, "no text", "a text, HTML or PDF with words in it")
    if len(found.text) > LARGEST_TEXT:
        raise _error(name, f"{len(found.text):,} letters", f"at most {LARGEST_TEXT:,}")
    return found


def _error(name: str, found: str, allowed: str) -> ReadingError:
    return ReadingError(f"{name}: found {found}; allowed: {allowed}")


def _decoded(data: bytes, name: str) -> str:
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8-sig"
    named = _CHARSET.search(data[:4000]) if _HTML.match(data[:2000]) else None
    if named:
        encoding = _known(named[1].decode("ascii"), name)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"byte {data[error.start]:#04x} in line {line}, which is not {encoding.upper()}"
        raise _error(name, byte, "a file saved as UTF-8") from None
    if "\0" in text:
        raise _error(name, "a NUL byte", "a text, HTML or PDF")
    if len(_MOJIBAKE.findall(text)) > 20 and len(_MOJIBAKE.findall(text)) * 20 > len(text):
        raise _error(name, "letters of a wrong encoding, as in ÐÑ", "a file saved again as UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _known(encoding: str, name: str) -> str:
    try:
        codec = codecs.lookup(encoding)
        "a".encode(codec.name)
        b"a".decode(codec.name)
    except (LookupError, UnicodeError):
        raise _error(name, f"the charset {encoding!r}", "UTF-8 or windows-1251") from None
    return codec.name


class _Words(HTMLParser):
    """Gathers the words of a page that a reader sees; blocks are parted by an empty line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as the parser calls it
        if tag in _SKIPPED or tag == "title":
            self.skipped.append(tag)
        elif tag not in _INLINE and tag not in _VOID:
            self.parts.append("\n\n")
        elif tag == "br":
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.skipped:
            del self.skipped[self.skipped.index(tag) :]
        elif tag not in _INLINE:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.parts.append(re.sub(r"\s+", " ", data))


def _html(page: str) -> str:
    words = _Words()
    words.feed(page)
    words.close()
    blocks = [" ".join(block.split()) for block in re.split(r"\n\n+", "".join(words.parts))]
    return "\n\n".join(filter(None, blocks))


def _pdf(data: bytes, name: str, progress: Callable[[int, int], object]) -> Text:
    try:
        import pypdf  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        message = f"{name}: a PDF needs pypdf; pip install 'goldenbridge[reading]'"
        raise ExtraError(message) from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    broken = (
        *(pypdf.errors.PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError),
        *(RecursionError, OverflowError, zlib.error, OSError),
    )
    try:
        pdf = pypdf.PdfReader(io.BytesIO(data))
        if pdf.is_encrypted and not pdf.decrypt(""):
            raise _error(name, "a PDF locked by a password", "one that opens without")
        return _pages(pdf, name, progress)
    except broken as error:
        if isinstance(error, ReadingError):
            raise
        raise _error(name, f"a broken PDF ({error})", "a whole one") from error


def _pages(pdf: "pypdf.PdfReader", name: str, progress: Callable[[int, int], object]) -> Text:  # type: ignore[name-defined] # noqa: F821 - an extra
    parts: list[str] = []
    starts: list[int] = []
    empty: list[int] = []
    length, pages = 0, len(pdf.pages)
    for number in range(pages):
        said = pdf.pages[number].extract_text().strip()
        starts.append(length)
        if not said:
            empty.append(number + 1)
        parts.append(f"{said}\n\n")
        length += len(parts[-1])
        if length > LARGEST_TEXT:
            raise _error(name, f"more than {LARGEST_TEXT:,} letters", "a shorter text")
        progress(number + 1, pages)
    if len(empty) == pages:
        found = f"no text on any of {pages} pages (a scan?)"
        raise _error(name, found, "a PDF with text, as OCR makes it")
    return Text("".join(parts), tuple(starts), tuple(empty))
