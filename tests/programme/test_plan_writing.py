"""plan.toml is written anew with what has changed, and with nothing else changed."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.errors import OutputError
from goldenbridge.operations.council.plan import Register
from goldenbridge.operations.council.records import plain_of, record_of
from goldenbridge.programme.folder import load
from goldenbridge.programme.plan_writing import rewritten
from goldenbridge.programme.scaffold import scaffold

TEXT = """\
# kept by both secretariats

[[plans]]
id = "p"   # the only one
title = "Plan"
parties = [
  "KZ",  # the host
  "KG",
]
starts = "2025"
ends = "2027"
report_within_days = 30 # assumed
answer_within_days = 30

# roads
[[measures]]
id = "lanes"
plan = "p"
title = "Open the # lanes" # a comment with = and "quotes"
sector = "transport"
done_when = \"\"\"
trucks
pass\"\"\"
basis = "stated"
due_basis = "none"

[[measures.owners]]
party = "KZ"
# nobody knows who answers there
[[measures.owners]]
party = "KG"

# schools
[[measures]]
id = "grants"
plan = "p"
title = 'Sixty grants'
sector = "education"
done_when = "given"
basis = "stated"
due_basis = "none"
owners = []

# the end
"""


def plain(text: str) -> dict[str, Any]:
    """What a text says, in the plain values of its records."""
    return plain_of(record_of(Register, tomllib.loads(text)))


def test_what_says_the_same_is_the_same_to_the_byte() -> None:
    assert rewritten(TEXT, plain(TEXT), plain(TEXT)) == TEXT


def test_only_the_lines_that_change_change() -> None:
    new = plain(TEXT)
    new["plans"][0]["report_within_days"] = 45
    lanes = new["measures"][0]
    lanes |= {"title": "Open three lanes", "note": "on both sides", "version": 7}
    lanes["owners"][0]["body"] = "ministry"
    report = {"id": "r", "by": "KZ", "quarter": "2026-Q1", "filed": "2026-04-01"}
    lanes["reports"] = [report | {"done": False, "text": 'a "word"\nand a line'}]
    written = rewritten(TEXT, plain(TEXT), new)
    assert plain(written) == plain_of(record_of(Register, new))
    gone = [line for line in TEXT.splitlines() if line not in written.splitlines()]
    assert gone == [
        "report_within_days = 30 # assumed",
        'title = "Open the # lanes" # a comment with = and "quotes"',
    ]
    come = [line for line in written.splitlines() if line not in TEXT.splitlines()]
    assert come == [
        "report_within_days = 45  # assumed",
        'title = "Open three lanes"  # a comment with = and "quotes"',
        'note = "on both sides"',
        "version = 7",
        'body = "ministry"',
        "[[measures.reports]]",
        'id = "r"',
        'by = "KZ"',
        'quarter = "2026-Q1"',
        'filed = "2026-04-01"',
        "done = false",
        'text = "a \\"word\\"\\nand a line"',
    ]
    assert written.index("[[measures.reports]]") < written.index("# schools")


def test_a_block_that_goes_leaves_its_comments() -> None:
    new = plain(TEXT)
    del new["measures"][0]["owners"][1]
    written = rewritten(TEXT, plain(TEXT), new)
    assert plain(written) == new
    assert "# nobody knows who answers there" in written


def test_a_new_file_holds_everything() -> None:
    empty = plain_of(Register())
    assert plain(rewritten("", empty, plain(TEXT))) == plain(TEXT)


def test_blocks_in_one_line_are_refused() -> None:
    text = TEXT.replace("owners = []", 'owners = [{ party = "KZ" }]')
    new = plain(text)
    new["measures"][1]["owners"][0]["body"] = "ministry"
    with pytest.raises(OutputError, match=r"allowed: blocks \[\[measures\.owners\]\]"):
        rewritten(text, plain(text), new)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1).filter(
    lambda text: bool(text.strip()) and text == text.strip()
)
CHANGE = st.fixed_dictionaries(
    {},
    optional={
        "title": WORDS,
        "note": WORDS,
        "starts": st.sampled_from(["2025", "2025-08-22"]),
        "version": st.integers(1, 99),
        "sources": st.lists(st.sampled_from(["a", "b"]), min_size=1),
        "owners": st.sampled_from([[{"party": "KG"}], [{"party": "UZ", "body": "x"}]]),
    },
)


@given(CHANGE, CHANGE)
def test_every_change_is_written_and_taken_back(lanes: Any, grants: Any) -> None:
    new = plain(TEXT)
    for one, change in zip(new["measures"], (lanes, grants), strict=True):
        one.update(change)
    new = plain_of(record_of(Register, new))
    written = rewritten(TEXT, plain(TEXT), new)
    assert plain(written) == new
    back = rewritten(written, new, plain(TEXT))
    assert plain(back) == plain(TEXT)
    for comment in ("# kept by both", "# roads", "# schools", "# the host", "# the end"):
        assert comment in written


def test_the_example_of_a_new_folder_can_be_written(tmp_path: Path) -> None:
    scaffold(tmp_path / "example")
    programme = load(tmp_path / "example")
    text = (tmp_path / "example" / "plan.toml").read_text("utf-8")
    own = Register(
        plans=programme.plans, measures=programme.plan_measures, sessions=programme.sessions
    )
    new = plain_of(own)
    answer = {"by": "SL", "on": "2024-12-01", "verdict": "accepted", "text": "all stand"}
    new["measures"][0]["reports"][0]["answers"].append(answer)
    new["sessions"][0]["agenda"].insert(0, {"text": "first of all"})
    assert plain(rewritten(text, plain_of(own), new)) == new
