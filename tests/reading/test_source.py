"""Texts, pages and PDFs as bytes, good and bad."""

import tracemalloc

import pytest
from tests.reading.pdfs import pdf

from goldenbridge.errors import ReadingError
from goldenbridge.reading.read import read
from goldenbridge.reading.source import text_of

LINE = "Trade came to $1.7 billion in 2024."


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no text"),
        (b" \n\n ", "no text"),
        ("Торговля выросла.".encode("windows-1251"), "which is not UTF-8"),
        (b"ab\0cd", "NUL byte"),
        (
            "Торговля выросла за год и составила".encode().decode("latin-1").encode() * 3,
            "wrong enc",
        ),
        (b"<html><script>let a = '$5 billion';</script></html>", "no text"),
        (b'<html><meta charset="klingon"><p>a</p>', "charset"),
        (pdf(["", "", ""]), "no text on any of 3 pages"),
        (pdf([LINE])[:150], "broken PDF"),
        (b"%PDF-1.7 and then nothing", "broken PDF"),
    ],
)
def test_bad_input_says_what_and_what_is_allowed(data: bytes, says: str) -> None:
    with pytest.raises(ReadingError, match=says) as error:
        text_of(data, "x.pdf")
    assert str(error.value).startswith("x.pdf: found ")
    assert "; allowed: " in str(error.value)


def test_a_page_without_its_scripts_and_menus() -> None:
    page = (
        "<!doctype html><html><head><title>Menu $9 billion</title><style>p{}</style>"
        "<script>var x = '$8 billion in 2020';</script></head><body><nav>Trade $7 billion</nav>"
        "<p>Trade came to\n<b>$1.7</b> billion in&nbsp;2024.</p><p>Second</p>"
    )
    assert text_of(page.encode(), "x").text == f"{LINE}\n\nSecond"


def test_a_page_may_name_its_charset_and_break_off() -> None:
    page = '<html><meta charset="windows-1251"><p>Торговля составила 1,7 млрд дол'
    assert text_of(page.encode("windows-1251"), "x").text.endswith("1,7 млрд дол")


def test_utf_16_and_line_ends() -> None:
    assert text_of("a b\r\nc".encode("utf-16"), "x").text == "a b\nc"


def test_pages_of_a_pdf_and_those_without_text() -> None:
    text = text_of(pdf([LINE, "", LINE]), "x")
    assert text.empty_pages == (2,)
    found = read(text.text, page_starts=text.page_starts)
    assert [one.sentence.page for one in found.noted] == [1, 3]


def test_500_pages_in_little_memory_with_progress() -> None:
    data, told = pdf([LINE] * 500), []
    tracemalloc.start()
    text = text_of(data, "x", lambda done, of: told.append((done, of)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert told == [(page, 500) for page in range(1, 501)]
    assert len(text.page_starts) == 500
    assert peak < 100e6
