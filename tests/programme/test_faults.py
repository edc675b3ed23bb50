"""Each thing that can be wrong in a folder is told by file, line, field, found and allowed.

Every case breaks one thing in the example folder; `told.txt` holds what is then said.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from goldenbridge.programme.folder import examine
from goldenbridge.programme.scaffold import scaffold
from goldenbridge.statistics.units import UNITS

NORTH, PARTNERS = "statistics/northland.csv", "statistics/partners.csv"
PROGRAMME, COMMITMENTS = "programme.toml", "commitments.toml"


class Case(NamedTuple):
    name: str
    file: str
    old: str
    new: str


TABLE_HEADER = "id,url,publisher,language,published,retrieved,note"
NO_DEADLINE = 'deadline_basis = "none"'
PARTNER = "nl,2024,Southland,country,380,310,USD mn,2025-03-01,invented\n"
PROJECT = 'project = "bridge"\n'
READING = (
    'size"  # why this reading (required)\nsources = ["invented"]',
    'size"\nsources = ["gone"]',
)
TARGET = """target = 1
unit = "bridge"
deadline_basis = "none"
firmness = "agreed"
testable = true
confidence = "low"
note = "invented for the example"
"""
CASES = [
    # cells
    Case("decimal comma", NORTH, ",690,", ',"690,5",'),
    Case("words in a number", NORTH, ",690,", ',"1,340 billion",'),
    Case("impossible date", NORTH, "2025-03-01", "2025-02-30"),
    Case("unquoted impossible date", COMMITMENTS, '"2024-09"', "2024-09-31"),
    Case("unknown choice", NORTH, "690,USD mn,assumed", "690,USD mn,guessed"),
    Case("empty required cell", NORTH, "2024,690,", "2024,,"),
    Case("empty required list", COMMITMENTS, '["both governments"]', "[]"),
    Case("address", "sources.csv", "invented,,", "invented,not an address,"),
    Case("a table for text", COMMITMENTS, '"open the bridge"', '{en = "open"}'),
    Case("tables for a list", COMMITMENTS, '["both governments"]', '[{who = "both"}]'),
    Case(
        "text for blocks",
        COMMITMENTS,
        'project = "bridge"\n',
        'project = "bridge"\nreadings = "2027"\n',
    ),
    Case("broken blocks", COMMITMENTS, PROJECT, f"{PROJECT}readings = [{{\n"),
    # keys and columns
    Case("unknown key", PROGRAMME, "horizon =", "horizom = 2036\nhorizon ="),
    Case("key of an outer table", COMMITMENTS, "# A promise", "headline = 'P1'\n# A promise"),
    Case("missing key", PROGRAMME, 'adjective = "Southlandic"\n', ""),
    Case("single block", PROGRAMME, "[[projects]]", "[projects]"),
    Case("unknown column", "sources.csv", "publisher", "issuer"),
    Case("doubled column", "sources.csv", "url,", "id,"),
    Case("other separator", "sources.csv", TABLE_HEADER, "id;url;publisher"),
    Case("no header", "sources.csv", f"{TABLE_HEADER}\n", ""),
    Case("too few cells", "sources.csv", "invented,,", "invented,"),
    Case("open quote", "sources.csv", "invented,,nobody", 'invented,,"nobody'),
    # references
    Case("unknown indicator", NORTH, "turnover,nl,2024", "trunover,nl,2024"),
    Case("unknown reporter", NORTH, "turnover,nl,2024", "turnover,xx,2024"),
    Case("unknown source", NORTH, "2025-03-01,invented", "2025-03-01,gone"),
    Case("unknown sources", "documents.csv", "bridge,invented", "bridge,invented;gone;lost"),
    Case("unknown party", "documents.csv", "NL:2023", "XX:2023"),
    Case("unknown sector", PROGRAMME, 'sector = "transport"', 'sector = "transit"'),
    Case("unknown headline", PROGRAMME, 'headline = "P1"', 'headline = "P9"'),
    Case("unknown project", COMMITMENTS, 'project = "bridge"', 'project = "tunnel"'),
    Case(
        "unknown event",
        COMMITMENTS,
        NO_DEADLINE,
        'deadline_event = "opening+3y"\ndeadline_basis = "stated"',
    ),
    Case("unknown commitment", COMMITMENTS, 'project = "bridge"', 'supersedes = "P0"'),
    Case("unknown source of a reading", COMMITMENTS, *READING),
    Case("unknown project of a place", "places.csv", "assumed,bridge", "assumed,tunnel"),
    Case("unread id", "sources.csv", "invented,,", "in vented,,"),
    # rows together
    Case("duplicate id", COMMITMENTS, 'id = "P2"', 'id = "P1"'),
    Case(
        "duplicate final",
        NORTH,
        "2023,648,USD mn,assumed,final,high,2024-03-01",
        "2024,648,USD mn,assumed,final,high,2025-03-01",
    ),
    Case("duplicate partner", PARTNERS, PARTNER, PARTNER + PARTNER.replace("380", "381")),
    Case("cycle", COMMITMENTS, 'project = "bridge"', 'supersedes = "P2"'),
    Case(
        "cycle of sums", PROGRAMME, '# sum_of = ["kz-to-kg", "kg-to-kz"]', 'sum_of = ["turnover"]'
    ),
    # units and values
    Case("unknown unit", NORTH, "690,USD mn", "690,EUR mn"),
    Case("unit of something else", NORTH, "690,USD mn", "690,km"),
    Case("unit of an indicator", PROGRAMME, 'unit = "USD mn"', 'unit = "EUR"'),
    Case("unit of a commitment", COMMITMENTS, 'unit = "USD mn"', 'unit = "km"'),
    Case("no unit of a commitment", COMMITMENTS, 'unit = "USD mn"', ""),
    Case("unit of a level claim", "claims.csv", "growth", "level"),
    Case("unit of partners", PARTNERS, "USD mn", "EUR"),
    Case("negative value", NORTH, ",690,", ",-690,"),
    Case("negative exports", PARTNERS, "380", "-380"),
    Case("absurd value", NORTH, "690,USD mn", "690,USD bn"),
    Case("printed otherwise", NORTH, "invented for the example,\n", "x,$1.5 bn\n"),
    # places of the map
    Case("kind of a place", "places.csv", "road", "ferry"),
    Case("latitude", "places.csv", "0.5", "90.5"),
    Case("longitude", "places.csv", "-30", "-180.01"),
    Case("no longitude", "places.csv", "-30", ""),
    Case("code of a state", PROGRAMME, '# iso = "KAZ"', 'iso = "kz"'),
    # a promise and the programme
    Case("no target", COMMITMENTS, TARGET, TARGET[27:-34]),
    Case("basis without deadline", COMMITMENTS, NO_DEADLINE, 'deadline_basis = "stated"'),
    Case(
        "deadline without basis",
        COMMITMENTS,
        NO_DEADLINE,
        'deadline = "2027"\ndeadline_basis = "none"',
    ),
    Case(
        "two deadlines",
        COMMITMENTS,
        NO_DEADLINE,
        'deadline = "2027"\ndeadline_event = "summit-1+1y"\ndeadline_basis = "stated"',
    ),
    Case("deadline too early", COMMITMENTS, 'deadline = "2030"', 'deadline = "2020"'),
    Case("horizon too early", PROGRAMME, "horizon = 2035", "horizon = 2020"),
    Case("horizon too late", PROGRAMME, "horizon = 2035", "horizon = 3000"),
    Case("no assumption", PROGRAMME, 'id = "spoken-error"', 'id = "spoken"'),
]


@pytest.fixture(scope="module")
def told() -> dict[str, list[str]]:
    text = Path(__file__).with_name("told.txt").read_text("utf-8")
    blocks = (block.strip().split("\n") for block in f"\n{text}".split("\n# ")[1:])
    return {name: lines for name, *lines in blocks}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_wrong_is_told(case: Case, tmp_path: Path, told: dict[str, list[str]]) -> None:
    folder = tmp_path / "example"
    scaffold(folder)
    assert broken(folder, case) == told[case.name]


def test_every_fault_of_every_file_is_told_in_one_run(
    tmp_path: Path, told: dict[str, list[str]]
) -> None:
    folder = tmp_path / "example"
    scaffold(folder)
    chosen = ("decimal comma", "unknown key", "other separator", "cycle", "unit of partners")
    several = [case for case in CASES if case.name in chosen]
    for case in several:
        found = broken(folder, case)
    assert found == sorted(line for case in several for line in told[case.name])


def test_the_table_of_faults_is_the_table_of_cases(told: dict[str, list[str]]) -> None:
    assert list(told) == [case.name for case in CASES]


def broken(folder: Path, case: Case) -> list[str]:
    """What is said of `folder` when `case` has broken it."""
    file = folder / case.file
    text = file.read_text("utf-8")
    assert case.old in text
    file.write_text(text.replace(case.old, case.new, 1), "utf-8", newline="\n")
    programme, faults = examine(folder)
    assert programme is None
    return [str(fault).replace(", ".join(UNITS), "<the units>") for fault in faults]
