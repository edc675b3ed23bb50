"""The ladder of documents and the timeline of events."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenbridge.figures.caption import Caption
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.ladder import ladder
from goldenbridge.figures.moments import moments
from goldenbridge.figures.timeline import timeline
from goldenbridge.language.cells import Dated
from goldenbridge.language.languages import ENGLISH
from goldenbridge.language.periods import read_period
from goldenbridge.outlook.ladders import stand
from goldenbridge.programme.model import EVENT_KINDS, Document, Event, Programme

Check = Callable[[Figure | None], Figure]
AS_OF = date(2026, 3, 16)
PARTIES = {"AA": "Aland", "BB": "Beland"}
CAPTION = Caption("Documents", ENGLISH, {"s1": "Office"})


def document(title: str, **rungs: object) -> Document:
    values: dict[str, object] = {"id": title, "kind": "treaty", "ends_with": "in_force", **rungs}
    return Document(title=title, sources=("s1",), **values)  # type: ignore[arg-type]


def drawn(documents: list[Document], parties: dict[str, str] = PARTIES) -> Figure | None:
    rows = [(d, stand(d, parties=parties, ladders=(), as_of=AS_OF)) for d in documents]
    return ladder(rows, parties, AS_OF, CAPTION)


SIGNED = read_period("2024-04-19")
HALF = document("Half way", signed=SIGNED, adopted=(Dated("AA", read_period("2025-05")),))
ONE = document("One side", signed=SIGNED, ratified=(Dated("BB", read_period("2025-09-01")),))
DONE = document("Done", signed=SIGNED, in_force=read_period("2025-12-01"))
PLAN = document("Plan", ends_with="signed", signed=read_period("2001/2003"))
DRAFT = document("Draft", initialed=read_period("2026-03-01"))
LATER = document("Later", signed=SIGNED, in_force=read_period("2027"))


def test_the_ladder_puts_first_what_still_lacks_something(check: Check) -> None:
    figure = check(drawn([DONE, PLAN, HALF, ONE, DRAFT, LATER]))
    assert "6 documents, 4 of them not yet effective" in figure.alt
    lacks = "Draft; missing: signature, ratification by Aland and Beland and entry into force"
    assert lacks in figure.alt
    order = [figure.narrow.index(f">{title}<") for title in ("Draft", "One side", "Half way")]
    assert order == sorted(order)
    assert figure.narrow.index(">Half way<") < figure.narrow.index(">Done<")
    assert "Last: passed by the" in figure.narrow
    assert ">2001–2003<" in figure.wide
    assert ">Sept 2025<" in figure.wide


def test_the_ladder_leaves_out_what_is_not_recorded_at_all(check: Check) -> None:
    figure = check(drawn([DONE, ONE]))
    assert "initialed" not in figure.wide
    assert "All of" not in figure.alt
    done = check(drawn([DONE]))
    assert "1 documents, 0 of them" in done.alt
    assert drawn([]) is None


def test_the_ladder_counts_what_it_does_not_show(check: Check) -> None:
    many = [document(f"Agreement {n} on " + "long matters " * 9, signed=SIGNED) for n in range(24)]
    figure = check(drawn(many))
    assert "and 4 more" in figure.wide
    assert "and 14 more" in figure.narrow


@pytest.mark.parametrize("count", [0, 1, 5, 8])
def test_the_ladder_takes_any_number_of_parties(check: Check, count: int) -> None:
    parties = {str(n): f"Country number {n} with a very long name" for n in range(count)}
    unknown = document("Only in force", in_force=read_period("2012-07-05"))
    future = document("Not begun", in_force=read_period("2031"))
    check(drawn([document("W" * 90, signed=SIGNED), unknown, future], parties))


def event(kind: str, title: str, start: str | None, status: str = "held", end: str = "") -> Event:
    return Event(
        id=title,
        kind=kind,
        title=title,
        start=read_period(start) if start else None,
        end=read_period(end) if end else None,
        status=status,
        confidence="high",
        sources=("s1",),
    )


EVENTS = [
    event("council", "Council, 7th session", "2025-08-22"),
    event("council", "Council whose name is long " * 4, "2025-08-23"),
    event("council", "Council of a year", "2025"),
    event("council", "Council next month", "2026-04-10", "planned"),
    event("council", "Late council", "2026-03-14"),
    event("visit", "Visit", "2025-08-22", end="2025-08-23"),
    event("culture", "Games", "2026", "planned"),
    event("multilateral", "Chair", "2026", "held"),
    event("forum", "Not reported", "2025-02-01", "planned"),
    event("opening", "Cancelled", "2025-02-01", "cancelled"),
    event("opening", "Awaited", None, "awaited"),
    event("opening", "Too old", "2019-02-01"),
    event("opening", "Too far", "2031-02-01", "planned"),
]
DUE = [
    (date(2026, 12, 31), "keep this"),
    (date(2026, 12, 31), "and that"),
    (date(2025, 12, 31), "past"),
    (date(2035, 12, 31), "far"),
]


def test_the_timeline_tells_what_was_and_what_comes(check: Check) -> None:
    figure = check(timeline(EVENTS, DUE, AS_OF, CAPTION))
    assert "In the 24 months to 16 March 2026: Councils: 4;" in figure.alt
    assert "Deadlines of promises: 1" in figure.alt
    ahead = (
        "10 April 2026: Council next month; 2026: Games; 31 December 2026: and that (and 1 more)"
    )
    assert ahead in figure.alt
    for hidden in ("Cancelled", "Awaited", "Too old", "Too far", "far"):
        assert f">{hidden}<" not in figure.wide
    assert timeline([], [], AS_OF, CAPTION) is None


def test_the_timeline_names_nine_of_many_to_come(check: Check) -> None:
    days = [AS_OF + timedelta(days=3 * n) for n in range(1, 15)]
    many = [event("visit", f"Visit {n}", d.isoformat(), "planned") for n, d in enumerate(days)]
    figure = check(timeline(many, [], AS_OF, CAPTION))
    assert "and 5 more" in figure.wide
    assert "Visit 8" in figure.alt
    assert "Visit 9" not in figure.alt
    assert "In the 24 months" not in figure.alt


def test_the_timeline_stands_without_anything_to_come(check: Check) -> None:
    figure = check(timeline(EVENTS[:2], [], AS_OF, CAPTION))
    assert "Next" not in figure.alt


def test_what_was_held_only_later_is_still_to_come() -> None:
    then = date(2025, 8, 1)
    found = moments(EVENTS[:1], [], then, ENGLISH)
    assert found[0].coming
    assert not found[0].held


def test_the_shipped_programme_is_drawn_in_full(check: Check, programme: Programme) -> None:
    parties = {p.id: p.name for p in programme.parties}
    as_of = programme.latest_record
    rows = [
        (d, stand(d, parties=parties, ladders=programme.ladders, as_of=as_of))
        for d in programme.documents
    ]
    check(ladder(rows, parties, as_of, CAPTION))
    check(timeline(programme.events, [], as_of, CAPTION))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(EVENT_KINDS),
            st.text(max_size=90),
            st.dates(date(2023, 1, 1), date(2028, 1, 1)),
            st.sampled_from(["held", "planned"]),
            st.integers(0, 500),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_any_events_can_be_drawn(check: Check, rows: list[tuple[str, str, date, str, int]]) -> None:
    events = [
        event(kind, title, day.isoformat(), status, (day + timedelta(days=days)).isoformat())
        for kind, title, day, status, days in rows
    ]
    figure = timeline(events, [], AS_OF, CAPTION)
    assert figure is None or check(figure)
