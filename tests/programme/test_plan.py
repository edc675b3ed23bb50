"""plan.toml: what it names is there, every fault has its line, and it may be left out."""

from pathlib import Path

import pytest

from goldenbridge.programme.folder import examine, load
from goldenbridge.programme.model import Programme
from goldenbridge.programme.scaffold import scaffold


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scaffold(tmp_path / "example")
    return tmp_path / "example"


def test_it_is_read_and_may_be_left_out(folder: Path) -> None:
    programme = load(folder)
    measure = programme.plan_measures[0]
    assert [owner.party for owner in measure.owners] == ["NL", "SL"]
    assert measure.reports[0].answers[0].verdict == "disputed"
    assert programme.sessions[0].resolution[0].measure == measure.id
    (folder / "plan.toml").unlink()
    programme = load(folder)
    assert programme.plans == programme.plan_measures == programme.sessions == ()


@pytest.mark.parametrize(
    ("old", "new", "field", "said"),
    [
        ('plan = "plan"', 'plan = "plans"', "plan", "'plans', unknown as plan"),
        ('sector = "transport"', 'sector = "roads"', "sector", "'roads', unknown as sector"),
        ('party = "SL"', 'party = "XL"', "party", "'XL', unknown as party"),
        ('parties = ["NL", "SL"]', 'parties = ["NL"]', "party", "SL"),
        ('party = "SL"', 'party = "NL"', "party", "'NL' a second time"),
        ('reports_from = "2024-Q3"', 'reports_from = "2024-07"', "reports_from", "2024-07"),
        ('quarter = "2024-Q3"', 'quarter = "2024"', "quarter", "2024"),
        ('quarter = "2024-Q3"', 'quarter = "2023-Q3"', "quarter", "2023-Q3"),
        ('by = "SL"', 'by = "NL"', "by", "NL"),
        ('on = "2024-11-01"', 'on = "2024-10-01"', "on", "2024-10-01"),
        ('text = "two of the six piers stand"', 'text = ""', "text", "nothing"),
        ('due = "2025-06-30"', 'due = "2024-01"', "due", "2024-01"),
        ('due_basis = "assumed"', 'due_basis = "none"', "due_basis", "'none', and a deadline"),
        ('ends = "2026"', 'ends = "2023"', "ends", "2023"),
        ("report_within_days = 30", "report_within_days = -1", "report_within_days", "-1"),
        ('measures = ["open-bridge"]', 'measures = ["x"]', "measures", "'x', unknown as plan m"),
        ("# agreed = true", "agreed = true", "agreed", "yes, and no day"),
        ("# answered = ", 'answered = "2024-01-01" #', "answered", "2024-01-01"),
        ("# agreement = ", 'agreement = "x" #', "agreement", "'x', unknown as document"),
        ("# effects = ", 'effects = "x" #', "effects", "'x', unknown as measure"),
    ],
)
def test_faults_have_their_lines(folder: Path, old: str, new: str, field: str, said: str) -> None:
    path = folder / "plan.toml"
    text = path.read_text("utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    _, faults = examine(folder)
    told = {(fault.file, fault.field): fault for fault in faults}
    assert ("plan.toml", field) in told, faults
    fault = told["plan.toml", field]
    assert said in fault.found
    assert fault.line == line or old.startswith("parties")


def test_the_shipped_plan_says_where_each_measure_stands(programme: Programme) -> None:
    promises = {one.id: one for one in programme.commitments}
    assert len(programme.plan_measures) == 22
    for measure in programme.plan_measures:
        assert measure.basis == "inferred"
        assert measure.sources
        first = promises[measure.commitments[0]]
        assert measure.due in {
            None,
            *(promises[name].deadline for name in measure.commitments),
        }, measure.id
        assert measure.due_basis in {first.deadline_basis, "stated"}
        assert not measure.reports
