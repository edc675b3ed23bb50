"""The page of fields is what the table of fields says."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_of_fields_is_up_to_date() -> None:
    page = runpy.run_path(str(ROOT / "scripts" / "fields.py"))["page"]
    written = (ROOT / "docs" / "reference" / "fields.md").read_text("utf-8")
    assert written == page(), "run python scripts/fields.py"
