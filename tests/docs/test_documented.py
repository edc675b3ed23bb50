"""Nothing a user can name goes undocumented: commands, options, public names, JSON keys, words."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

import goldenbridge
from goldenbridge import cli
from goldenbridge.outlook.attainment import WORDS
from goldenbridge.outlook.contradictions import RULES
from goldenbridge.outlook.verdicts import RUBRIC

DOCS = Path(__file__).parents[2] / "docs"
COMMANDS: dict[str, Any] = get_command(cli.app).commands  # type: ignore[attr-defined]


def sections(page: str) -> dict[str, str]:
    """The parts of a page below each `## ` heading, by heading without backquotes."""
    _, *parts = re.split(r"^## ", (DOCS / page).read_text("utf-8"), flags=re.MULTILINE)
    return {part.partition("\n")[0].replace("`", ""): part for part in parts}


def keys(value: object) -> Iterator[str]:
    """Every key of every object in a JSON value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for item in value:
            yield from keys(item)


def test_the_page_of_commands_has_a_section_for_each_and_no_other() -> None:
    headings = {heading.split()[1] for heading in sections("guide/commands.md")}
    assert headings - {"--version"} == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_and_option_is_in_its_command_s_section(name: str) -> None:
    section = next(
        text
        for heading, text in sections("guide/commands.md").items()
        if heading.split()[1] == name
    )
    for parameter in COMMANDS[name].params:
        if parameter.param_type_name == "argument":
            assert parameter.name.upper() in section
        for option in (*parameter.opts, *parameter.secondary_opts):
            if option.startswith("--"):
                assert f"`{option}" in section, option


def test_every_public_name_is_in_the_chapter_on_python() -> None:
    chapter = (DOCS / "guide" / "python.md").read_text("utf-8")
    missing = [name for name in goldenbridge.__all__ if not re.search(rf"`{name}\b", chapter)]
    assert not missing


def test_every_key_of_the_brief_is_in_the_chapter_on_json(tmp_path: Path) -> None:
    file = tmp_path / "brief.json"
    done = CliRunner().invoke(cli.app, ["brief", "--json", str(file)])
    assert done.exit_code == 0, done.output
    brief = json.loads(file.read_text("utf-8"))
    chapter = sections("guide/json.md")
    programme = goldenbridge.load(goldenbridge.shipped()[brief["programme"]])
    named = (*programme.parties, *programme.reporters, *programme.sources)
    names = {one.id for one in named}
    for top, value in brief.items():
        assert f"`{top}`" in chapter["The whole"]
        fixed = {key for key in keys(value) if not key.isdigit()} - names
        missing = {key for key in fixed if f"`{key}`" not in chapter[top]}
        assert not missing, f"{top}: {sorted(missing)}"


@pytest.mark.parametrize(
    "words", [WORDS, RUBRIC, RULES.items()], ids=["levels", "verdicts", "rules"]
)
def test_every_word_a_finding_can_have_is_in_the_chapter_on_reading(words: Any) -> None:
    chapter = (DOCS / "guide" / "reading-the-brief.md").read_text("utf-8")
    assert not [word for word, *_ in words if f"| `{word}` |" not in chapter]
