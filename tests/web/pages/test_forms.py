"""Fields as they were sent, and what is said of a wrong one."""

import pytest

from goldenbridge.errors import RefusedError, RuleError
from goldenbridge.language.languages import ENGLISH
from goldenbridge.language.messages import Message
from goldenbridge.web.pages.forms import Form


def _said(form: Form) -> dict[str, str]:
    return {n: ENGLISH.say(e) if isinstance(e, Message) else e for n, e in form.errors.items()}


def test_a_line_is_trimmed_and_an_empty_one_told() -> None:
    form = Form({"a": " 01 KG ", "b": "", "c": "x\ny", "d": "x" * 9})
    assert form.text("a") == "01 KG"
    assert form.text("b", needed=False) == form.text("missing", needed=False) == ""
    assert not form.errors
    for name in "bcd":
        form.text(name, longest=8)
    assert _said(form) == {
        "b": "Fill this in.",
        "c": "Write one line of up to 8 signs.",
        "d": "Write one line of up to 8 signs.",
    }


@pytest.mark.parametrize(("value", "number"), [("5", 5), ("-3", -3), ("", None), (" 7 ", 7)])
def test_a_number_is_read(value: str, number: int | None) -> None:
    form = Form({"n": value})
    assert form.number("n", least=-3, most=7, needed=False) == number
    assert not form.errors


@pytest.mark.parametrize("value", ["8", "-4", "x", "1.5", "1e3", "٣٣"])
def test_what_is_no_such_number_is_told(value: str) -> None:
    form = Form({"n": value})
    assert form.number("n", least=-3, most=7) is None
    assert _said(form) == {"n": "Write a whole number from -3 to 7."}


def test_a_choice_is_one_of_those_offered() -> None:
    form = Form({"a": "x", "b": "z"})
    assert form.choice("a", {"x", "y"}) == "x"
    form.choice("b", {"x", "y"})
    assert set(form.errors) == {"b"}


def test_a_refusal_stands_beside_the_field_it_names() -> None:
    form = Form({"plate": "1"})
    form.refused(RuleError("plate", "1", "two"))
    form.refused(RuleError("opening", "full", "another"))
    assert set(form.errors) == {"plate", ""}
    form.refused(RefusedError("no"))
    assert form.errors[""] == "no"
