"""Computed statuses against the words of the people who read the sources.

The fact base says of each of its hundred promises, in a note, whether it was met. The program never
reads that note; where the two differ, the reason is written here.
"""

import csv
import json
from pathlib import Path

import pytest

from goldenbridge.programme.model import Programme
from goldenbridge.report.as_json import as_json
from goldenbridge.report.brief import brief

NOTES = Path(__file__).parents[3] / "shared" / "facts" / "commitments.csv"
AGREES = {
    "met": {"kept", "kept_late"},
    "missed": {"broken"},
    "partly": {"partly_kept"},
    "open": {"pending", "differs", "untestable"},
    "unknown": {"unknown"},
}
DIFFERS = {
    "C002": ("pending", "met only on a spoken figure at the target itself, no table yet"),
    "C011": ("pending", "heard of within 24 months; that no ratification was found is no verdict"),
    "C012": ("unknown", "nine months are known, the year the promise is about is not"),
    "C026": ("partly_kept", "one of two points stands, though five years late"),
    "C037": ("untestable", "no amount was promised"),
    "C040": ("untestable", "no rate was promised"),
    "C046": ("pending", "its deadline is still ahead on the day of the latest record"),
    "C048": ("pending", "its deadline is still ahead on the day of the latest record"),
    "C058": ("partly_kept", "89 % came; the rubric calls half or more partly kept"),
    "C062": ("untestable", "no measure was promised"),
    "C068": ("unknown", "the season's total was not found"),
    "C077": ("untestable", "no amount was promised"),
    "C082": ("untestable", "no amount was promised"),
    "C083": ("unknown", "45 % was seen, and nothing for 24 months"),
    "C090": ("unknown", "the talks promised were not found, only what they were for"),
}


@pytest.mark.skipif(not NOTES.exists(), reason="needs ../shared/facts, the notes to compare with")
def test_computed_statuses_agree_with_the_notes_or_say_why(programme: Programme) -> None:
    told = json.loads(as_json(brief(programme)))
    status = {c["id"]: c["status"] for c in told["commitments"]}
    with NOTES.open(encoding="utf-8", newline="") as file:
        words = {
            row["id"]: row["status_note"].split()[0].strip(",:;") for row in csv.DictReader(file)
        }
    assert len(words) == 100
    apart = {name for name, word in words.items() if status[name] not in AGREES[word]}
    assert {n: status[n] for n in apart} == {n: said for n, (said, _) in DIFFERS.items()}
