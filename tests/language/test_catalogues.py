"""Every message is told in every language, with the same values in it."""

import runpy
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from goldenbridge.language.languages import Language
from goldenbridge.language.messages import LANGUAGES, tell, tell_many
from goldenbridge.programme.folder import load, shipped
from goldenbridge.programme.translation import translated, translations

SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "messages.py"))
OTHERS = LANGUAGES[1:]


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def entries(code: str) -> list[Message]:
    with (SCRIPT["CATALOGUES"] / f"{code}.po").open("rb") as file:
        catalogue: Catalog = read_po(file, locale=code)
    return [entry for entry in catalogue if entry.id]


@pytest.mark.parametrize("code", OTHERS)
def test_a_catalogue_holds_the_messages_of_the_code_and_no_other(code: str) -> None:
    told = {forms(entry.id)[0] for entry in entries(code)}
    said = {forms(message)[0] for message in SCRIPT["messages"]()}
    assert told == said, "run python scripts/messages.py"


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_told_with_its_own_values(code: str) -> None:
    for entry in entries(code):
        wanted = names(forms(entry.id)[0])
        for text in forms(entry.string):
            assert text, f"{code}.po has nothing for {entry.id!r}"
            assert names(text) == wanted, text
        assert not entry.fuzzy, entry.id


@pytest.mark.parametrize("code", OTHERS)
def test_the_shipped_programmes_have_names_in_every_language(code: str) -> None:

    for folder in shipped().values():
        programme = load(folder)
        told = translated(programme, translations(programme, code))
        for field in ("parties", "sectors", "indicators", "projects", "reporters"):
            for ours, theirs in zip(getattr(programme, field), getattr(told, field), strict=True):
                title = "name" if hasattr(ours, "name") else "title"
                assert getattr(ours, title) != getattr(theirs, title), getattr(ours, title)


@pytest.mark.parametrize(
    ("code", "count", "said"),
    [
        ("en", 1, "1 contradiction: x."),
        ("en", 2, "2 contradictions: x."),
        ("ru", 1, "1 противоречие: x."),
        ("ru", 3, "3 противоречия: x."),
        ("ru", 11, "11 противоречий: x."),
        ("ru", 22, "22 противоречия: x."),
    ],
)
def test_a_count_takes_the_form_of_its_language(code: str, count: int, said: str) -> None:
    message = tell_many(
        "{count} contradiction: {told}.", "{count} contradictions: {told}.", count, told="x"
    )
    assert Language(code).say(message) == said


def test_what_no_catalogue_holds_is_said_in_english() -> None:
    assert Language("ru").say(tell("no one says {this}", this="so")) == "no one says so"
    assert Language("kk").say(tell_many("{count} gnu", "{count} gnus", 3)) == "3 gnus"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        Language("xx")
