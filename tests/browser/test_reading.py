"""A text read by the secretariat in Chromium: from a file, decided on, taken away."""

from pathlib import Path
from typing import Any

import pytest
from tests.browser.yard import RULES, Yard, yard

from goldenbridge.programme.entry_file import read_entries

__all__ = ["yard"]
TEXT = (
    "The presidents agreed to raise mutual trade to $3 billion by 2030.\n"
    "In 2024 mutual trade reached $1.7 billion.\n"
)


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 360)])
def test_from_a_file_to_the_accepted_entries(
    yard: Yard, axe: str, tmp_path: Path, theme: Any, width: int
) -> None:
    file = tmp_path / "communiqué.txt"
    file.write_text(TEXT, "utf-8")
    how: Any = {"color_scheme": theme, "viewport": {"width": width, "height": 900}}
    with yard.person("manager", **how) as page:

        def is_whole() -> None:
            page.evaluate(axe)
            found = page.evaluate("(tags) => axe.run({ runOnly: tags })", RULES)
            assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width

        page.goto(f"{yard.url}/reading")
        page.get_by_label("Published on").fill("2025-08-22")
        page.get_by_label("Address of the text").fill("https://example.org/item")
        page.get_by_label("Who published it").fill("Ministry")
        page.get_by_label("A file of text or HTML").set_input_files(file)
        page.wait_for_function("document.getElementById('field-text').value.includes('$3')")
        is_whole()
        page.get_by_role("button", name="Read it").click()
        page.wait_for_selector(".entry")
        assert page.locator(".entry").count() == 2
        is_whole()
        first = page.locator(".entry").first
        first.get_by_label("Accept").check()
        page.get_by_role("button", name="Take the accepted entries").click()
        page.wait_for_selector(".notice.bad")
        is_whole()
        filled = {"id": "C900", "by": "both presidents", "actors": "both governments"}
        for name, text in filled.items():
            page.locator(f"#field-1-{name}").fill(text)
        page.locator("#field-1-firmness").select_option("agreed")
        with page.expect_download() as download:
            page.get_by_role("button", name="Take the accepted entries").click()
        rows = read_entries(download.value.path().read_bytes(), "entries.toml")
    assert [file for file, _ in rows] == ["sources.csv", "commitments.toml"]
    assert filled.items() <= rows[1][1].items()
