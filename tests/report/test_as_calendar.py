"""The calendar as another program reads it."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from goldenbridge import cli
from goldenbridge.programme.model import Programme
from goldenbridge.report.as_calendar import _folded, as_calendar, escaped


def entries(text: str) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(text)
    assert not calendar.errors
    found = {str(one["UID"]): one for one in calendar.walk("VEVENT")}
    assert all(not one.errors for one in found.values())
    assert len(found) == text.count("BEGIN:VEVENT")
    return found


def test_events_and_deadlines_as_another_program_reads_them(programme: Programme) -> None:
    found = entries(as_calendar(programme))
    council = found["event-sic-7@kazakhstan-kyrgyzstan.goldenbridge"]
    assert council["DTSTART"].dt == date(2025, 8, 22)
    assert council["DTEND"].dt == date(2025, 8, 23)
    assert str(council["SUMMARY"]) == "Supreme Interstate Council, 7th session"
    target = found["deadline-C006@kazakhstan-kyrgyzstan.goldenbridge"]
    assert target["DTSTART"].dt == date(2030, 12, 31)
    dated = [c for c in programme.commitments if c.deadline]
    assert sum("deadline-" in name for name in found) == len(dated)


def test_a_later_edition_keeps_the_uid_and_raises_what_changed(programme: Programme) -> None:
    first, second = (
        entries(as_calendar(programme, as_of=day)) for day in (date(2025, 8, 10), date(2026, 3, 1))
    )
    name = "event-youth-forum-3@kazakhstan-kyrgyzstan.goldenbridge"
    assert (str(first[name]["STATUS"]), str(second[name]["STATUS"])) == ("TENTATIVE", "CONFIRMED")
    assert set(first) <= set(second)
    assert second[name]["SEQUENCE"] > first[name]["SEQUENCE"]
    assert all(second[name]["SEQUENCE"] >= one["SEQUENCE"] for name, one in first.items())
    for uid, one in first.items():
        if any(one.get(name) != second[uid].get(name) for name in ("STATUS", "DTSTART", "DTEND")):
            assert second[uid]["SEQUENCE"] > one["SEQUENCE"]


def test_a_day_without_news_raises_nothing(programme: Programme) -> None:
    days = date(2026, 3, 1), date(2029, 12, 31)
    first, second = (entries(as_calendar(programme, as_of=day)) for day in days)
    name = "deadline-C006@kazakhstan-kyrgyzstan.goldenbridge"
    assert second[name]["SEQUENCE"] == first[name]["SEQUENCE"]
    assert second[name]["DTSTAMP"].dt > first[name]["DTSTAMP"].dt


def test_the_same_bytes_twice_and_lines_as_the_format_wants(
    programme: Programme, tmp_path: Path
) -> None:
    file = tmp_path / "a.ics"
    done = CliRunner().invoke(cli.app, ["calendar", str(file)])
    assert done.exit_code == 0, done.output
    assert file.read_bytes() == as_calendar(programme).encode()
    lines = file.read_bytes().split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line for line in lines)


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n"), max_size=200)
)
def test_any_text_comes_back_whole(text: str) -> None:
    body = f"SUMMARY:{escaped(text)}"
    folded = _folded(body)
    assert folded.replace("\r\n ", "") == body
    line = icalendar.parser.Contentline.from_ical(folded)
    assert str(icalendar.vText.from_ical(line.parts()[2])) == text


def test_a_month_spans_its_days(programme: Programme) -> None:
    for one in entries(as_calendar(programme)).values():
        assert one["DTEND"].dt - one["DTSTART"].dt >= timedelta(days=1)
