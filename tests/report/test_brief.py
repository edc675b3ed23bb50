"""The brief as a whole, on the shipped programmes."""

import json
from dataclasses import replace
from datetime import date
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from goldenbridge.language.languages import Language
from goldenbridge.language.messages import LANGUAGES
from goldenbridge.programme.folder import load, shipped
from goldenbridge.programme.model import Programme
from goldenbridge.report.as_html import as_html
from goldenbridge.report.as_json import as_json
from goldenbridge.report.brief import Brief, brief
from goldenbridge.report.facts import Size
from goldenbridge.report.terminal import show


def small(programme: Programme, **asked: Any) -> Brief:
    return brief(programme, size=Size.BRIEF, **asked)


@pytest.fixture(scope="module")
def made(programme: Programme) -> Brief:
    return small(programme)


@pytest.fixture(scope="module")
def told(made: Brief) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(as_json(made))
    return whole


def rows(told: dict[str, Any], **wanted: Any) -> list[dict[str, Any]]:
    return [a for a in told["attainment"] if all(a[k] == v for k, v in wanted.items())]


def test_the_headline_is_answered_for_both_sides_with_calibrated_odds(told: dict[str, Any]) -> None:
    by_side = {a["reporter"]: a for a in rows(told, commitment="C006")}
    assert set(by_side) == {"kz", "kg"}
    assert by_side["kz"]["probability"] > 2 * by_side["kg"]["probability"] > 0.05
    assert by_side["kz"]["required_from_now"] == pytest.approx(0.084, abs=5e-4)
    assert by_side["kg"]["required_from_now"] == pytest.approx(0.144, abs=5e-4)
    assert by_side["kz"]["status"] == "on_track"
    for a in by_side.values():
        low, high = a["interval80"]
        assert low < a["median"] < high
        assert list(a["years"].values()) == sorted(a["years"].values())


def test_on_the_day_of_the_press_text_its_figures_stand(programme: Programme) -> None:
    told = json.loads(as_json(small(programme, as_of=date(2025, 8, 4))))
    (kz, *_), _ = (
        rows(told, commitment="C103", reporter=side, deadline="2030-12-31") for side in ("kz", "kg")
    )
    assert kz["baseline"] == {"period": "2024", "value": 1.7}
    assert kz["target"] == 3.0
    assert kz["required_growth"] == pytest.approx(0.099, abs=5e-4)
    (early,) = rows(told, commitment="C103", reporter="kz", deadline="2027-12-31")
    assert early["required_growth"] == pytest.approx(0.208, abs=5e-4)
    (kg,) = rows(told, commitment="C103", reporter="kg", deadline="2030-12-31")
    assert kg["required_growth"] == pytest.approx(0.144, abs=5e-4)


def test_one_billion_by_2020_was_missed_on_both_sides(told: dict[str, Any]) -> None:
    assert {a["reporter"]: a["status"] for a in rows(told, commitment="C101")} == {
        "kz": "broken",
        "kg": "broken",
    }


def test_the_mirror_gap_is_that_of_the_offices(told: dict[str, Any]) -> None:
    (pair,) = told["mirror"]
    ratios = {row["year"]: round(row["ratio"], 2) for row in pair["years"]}
    assert [ratios[year] for year in range(2018, 2024)] == [1.03, 0.94, 1.05, 1.01, 1.06, 1.29]


def test_kazakhstan_is_third_after_china_and_russia(told: dict[str, Any]) -> None:
    first = [p for p in told["partners"] if p["reporter"] == "kg"][:3]
    assert [(p["rank"], p["partner"], p["year"]) for p in first] == [
        (1, "China", 2023),
        (2, "Russia", 2023),
        (3, "Kazakhstan", 2023),
    ]
    assert [round(p["turnover"] / 1000, 2) for p in first] == [5.43, 3.01, 1.31]


def test_claims_get_their_verdicts(told: dict[str, Any]) -> None:
    found = {c["id"]: (c["verdict"], c["found"]) for c in told["claims"] if c["reporter"] == "kg"}
    assert found["top-three"][0] == "holds"
    assert found["turnover-growth-2019-2023"] == ("fails", "+31.6% from 2019 to 2023")
    assert found["exports-growth-2019-2023"] == ("fails", "+29.4% from 2019 to 2023")
    assert found["imports-growth-2019-2023"] == ("fails", "+32.8% from 2019 to 2023")


def test_the_complex_has_moved_its_deadline_and_gets_a_range(told: dict[str, Any]) -> None:
    moved = next(c for c in told["contradictions"] if c["rule"] == "deadlines")
    assert moved["text"].endswith("2025 → 2026 → quarter 1 of 2027")
    (launch,) = rows(told, commitment="C018")
    low, high = launch["probability80"]
    assert launch["kind"] == "milestone"
    assert launch["status"] == "pending"
    assert low < 0.2 < high < 0.3


def test_every_promise_has_a_computed_status(told: dict[str, Any], programme: Programme) -> None:
    listed = {c["id"]: c for c in told["commitments"]}
    assert set(listed) == {c.id for c in programme.commitments}
    assert {f"C{n:03d}" for n in range(1, 101)} <= set(listed)
    assert all(c["status"] and c["sources"] for c in listed.values())


def test_the_record_beats_a_naive_forecast(told: dict[str, Any]) -> None:
    record = told["record"]
    assert record["forecasts"] == 80
    assert record["crps"] < record["crps_naive"]
    assert record["brier"] < record["brier_naive"]


def test_every_source_a_table_names_is_listed(told: dict[str, Any]) -> None:
    cited = {
        source
        for section in told["sections"]
        for table in section["tables"]
        for row in table["sources"]
        for source in row
    }
    assert cited == set(told["sources"])


def test_the_same_folder_day_and_seed_give_the_same_bytes(programme: Programme) -> None:
    day = date(2026, 1, 1)
    first, again = (small(programme, as_of=day, seed=3) for _ in range(2))
    assert as_json(first) == as_json(again)
    assert as_html(first) == as_html(again)
    assert as_json(first) != as_json(small(programme, as_of=day, seed=4))


def test_what_became_known_later_is_hidden(programme: Programme) -> None:
    told = json.loads(as_json(small(programme, as_of=date(2024, 6, 1))))
    assert "C006" not in {c["id"] for c in told["commitments"]}
    assert told["sections"][0]["answer"].startswith("The headline promise was not yet made")
    assert not rows(told, commitment="C005", deadline_basis="inferred")
    assert told["mirror"] == []
    assert "itlc opening year" not in {c["subject"] for c in told["contradictions"]}
    for document in told["documents"]:
        assert all((document[rung] or "") < "2024-06-02" for rung in ("initialed", "signed"))
    later = [e for e in told["events"] if (e["start"] or "") > "2024-06-01"]
    assert all(e["status"] != "held" and e["outcome"] is None for e in later)


def test_what_was_announced_is_what_comes_next(programme: Programme) -> None:
    told = json.loads(as_json(small(programme, as_of=date(2025, 8, 4))))
    coming = " ".join(item["what"] for item in told["next"])
    assert "Youth Forum" in coming or "youth forum" in coming
    assert "Supreme Interstate Council" in coming


@pytest.mark.parametrize("name", sorted(shipped()))
def test_every_shipped_programme_makes_a_whole_brief(name: str) -> None:
    made = small(load(shipped()[name]))
    ids = [section.id for section in made.sections]
    assert len(ids) == len(set(ids)) == 15
    for section in made.sections:
        assert section.answer.endswith(".")
        for table in section.tables:
            assert all(len(row) == len(table.columns) for row in table.rows)
            assert set(table.numeric) <= set(table.columns)
            assert len(table.sources) in {0, len(table.rows)}


def test_a_programme_without_anything_measured_still_makes_a_brief(programme: Programme) -> None:
    bare = replace(
        programme,
        observations=(),
        partners=(),
        documents=(),
        events=(),
        facts=(),
        claims=(),
        promises=(),
        ladders=(),
    )
    made = small(bare)
    answers = {section.id: section.answer for section in made.sections}
    assert answers["trade"].startswith("No statistics can tell of the headline promise")
    assert answers["partners"] == "No table of partners."
    assert answers["record"].startswith("No table is long enough")
    assert answers["claims"] == "No claims."
    assert "nothing recorded" in answers["calendar"]


def test_a_programme_with_one_reporter_makes_a_brief(programme: Programme) -> None:
    lone = replace(
        programme,
        reporters=programme.reporters[:1],
        observations=tuple(o for o in programme.observations if o.reporter == "kz"),
        partners=(),
        claims=(),
    )
    answers = {section.id: section.answer for section in small(lone).sections}
    assert answers["mirror"].startswith("No two offices")
    assert "Kazakh figures" in answers["trade"]


@pytest.mark.parametrize("code", LANGUAGES[1:])
def test_a_language_changes_words_and_no_number(
    programme: Programme, told: dict[str, Any], code: str
) -> None:
    other = json.loads(as_json(brief(programme, language=Language(code))))
    words = {"reason", "method"}
    for ours, theirs in zip(told["attainment"], other["attainment"], strict=True):
        assert {k: v for k, v in ours.items() if k not in words} == {
            k: v for k, v in theirs.items() if k not in words
        }
    for ours, theirs in zip(told["commitments"], other["commitments"], strict=True):
        assert (ours["id"], ours["status"]) == (theirs["id"], theirs["status"])
    kept = [[s["brier"] for s in one["works"]["calibration"]] for one in (told, other)]
    assert kept[0] == kept[1]
    assert len(told["contradictions"]) == len(other["contradictions"])
    assert [c["verdict"] for c in told["claims"]] == [c["verdict"] for c in other["claims"]]
    assert told["partners"][0]["turnover"] == other["partners"][0]["turnover"]


def test_a_table_too_wide_for_the_terminal_is_told_in_lines(made: Brief) -> None:
    console = Console(width=40, record=True, highlight=False, file=StringIO())
    show(made, console)
    told = " ".join(console.export_text().split())
    assert "Kazakh: last known $2 bn (2025, spoken); by 2030;" in told
    assert "…" not in told


def test_the_terminal_gives_the_answer_first_on_one_screen(made: Brief) -> None:
    console = Console(width=100, record=True, highlight=False, file=StringIO())
    show(made, console)
    lines = console.export_text().splitlines()
    assert "Kazakhstan–Kyrgyzstan" in lines[0]
    assert "likely on the Kazakh" in lines[1]
    assert len(lines) <= 40
    assert all(len(line) <= 100 for line in lines)


@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_drawn_brief_shows_its_figures_with_their_sources(name: str) -> None:
    made = brief(load(shipped()[name]), drawn=True)
    figures = [figure for section in made.sections for figure in section.figures]
    assert {f.id for f in figures} >= {"turnover", "probabilities", "years", "ladder", "timeline"}
    listed = {source.id for source in made.sources}
    assert {source for figure in figures for source in figure.sources} <= listed


def test_figures_of_a_bare_programme_are_left_out(programme: Programme) -> None:
    bare = replace(programme, observations=(), documents=(), events=(), places=())
    made = brief(bare, drawn=True)
    ids = {figure.id for section in made.sections for figure in section.figures}
    assert "turnover" not in ids
    assert "statuses" in ids
