"""A chain that was tampered with is found, at the first broken place."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from tests.operations.toy import Enter, Leave, Open, toy_ledger

from goldenbridge.errors import LedgerError
from goldenbridge.operations.ledger.chain import Head, as_lines, daily_heads, from_lines
from goldenbridge.operations.ledger.events import canonical, link, moment, stamp
from goldenbridge.operations.ledger.ledger import Ledger

START = datetime(2026, 3, 1, 22, tzinfo=UTC)


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    """Six events over three days, and a clock that was set back once."""
    now = [START]
    commands = [Open("g", 3), *(Enter("g", t) for t in "ab"), *map(Leave, "ab"), Enter("g", "c")]
    with toy_ledger(url, clock=lambda: now[0]) as opened:
        for command, hours in zip(commands, (0, 3, 2, 25, 26, 49), strict=True):
            now[0] = START + timedelta(hours=hours)
            opened.submit(command, actor="guard")
        yield opened


def _tampered(ledger: Ledger, *statements: str) -> None:
    """Change the ledger as one could who owns the database."""
    with ledger.store.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE ledger DISABLE TRIGGER USER"))
        else:
            for trigger in ("no_update", "no_delete", "no_gap"):
                connection.execute(text(f"DROP TRIGGER ledger_{trigger}"))
        for statement in statements:
            connection.execute(text(statement))


def test_an_untouched_chain_is_whole(ledger: Ledger) -> None:
    with ledger.reading() as view:
        heads = daily_heads(view.connection)
    verdict = ledger.verify(heads)
    assert (verdict.whole, verdict.events, verdict.flaw) == (True, 6, "")


@pytest.mark.parametrize(
    ("statement", "seq", "flaw"),
    [
        ('UPDATE ledger SET body = \'{"gate":"h"}\' WHERE seq = 3', 3, "was changed"),
        ("UPDATE ledger SET actor = 'x' WHERE seq = 1", 1, "was changed"),
        ("UPDATE ledger SET station = 'x' WHERE seq = 6", 6, "was changed"),
        ("DELETE FROM ledger WHERE seq = 4", 5, "follows 3: events between are missing"),
        ("DELETE FROM ledger WHERE seq = 1", 2, "follows 0: events between are missing"),
        ("UPDATE ledger SET prev = hash WHERE seq = 2", 2, "does not name the hash"),
    ],
)
def test_the_first_broken_place_is_told(
    ledger: Ledger, statement: str, seq: int, flaw: str
) -> None:
    _tampered(ledger, statement)
    verdict = ledger.verify()
    assert (verdict.whole, verdict.seq) == (False, seq)
    assert flaw in verdict.flaw


def test_a_cut_off_end_is_seen_by_a_head_kept_elsewhere(ledger: Ledger) -> None:
    with ledger.reading() as view:
        heads = daily_heads(view.connection)
    _tampered(ledger, "DELETE FROM ledger WHERE seq >= 5")
    assert ledger.verify().whole
    verdict = ledger.verify(heads)
    assert (verdict.seq, verdict.flaw) == (6, "is missing; the ledger ends at 4")


def test_a_rewritten_end_is_seen_by_a_head_kept_elsewhere(ledger: Ledger) -> None:
    with ledger.reading() as view:
        heads = daily_heads(view.connection)
        last = dict(
            view.connection.execute(text("SELECT * FROM ledger WHERE seq = 6")).mappings().one()
        )
    last["actor"] = "x"
    _tampered(ledger, f"UPDATE ledger SET actor = 'x', hash = '{link(last)}' WHERE seq = 6")  # noqa: S608
    assert ledger.verify().whole
    assert ledger.verify(heads).seq == 6


def test_heads_are_the_last_events_of_days(ledger: Ledger) -> None:
    with ledger.reading() as view:
        heads = daily_heads(view.connection)
    days = [("2026-03-01", 1), ("2026-03-02", 4), ("2026-03-03", 6)]
    assert [(head.day, head.seq) for head in heads] == days
    assert from_lines(as_lines(heads), "heads") == heads


@pytest.mark.parametrize("line", ["{", "[]", "1", '{"day":"x"}', '{"day":"x","seq":"1","hash":""}'])
def test_a_line_that_is_no_head_is_told_with_its_place(line: str) -> None:
    good = as_lines([Head("2026-01-01", 1, "0")])
    with pytest.raises(LedgerError, match=r"kept\.jsonl:2: found "):
        from_lines(good + line, "kept.jsonl")


def test_replay_gives_the_tables_that_stand(ledger: Ledger) -> None:
    found = ledger.replay()
    assert (found.events, found.tables, found.differing) == (6, 2, ())
    assert ledger.replay().digest == found.digest


def test_replay_tells_a_table_that_was_changed_and_can_mend_it(ledger: Ledger) -> None:
    with ledger.store.writing() as connection:
        connection.execute(text("UPDATE toy_gate SET taken = 0"))
    assert ledger.replay().differing == ("toy_gate",)
    assert ledger.replay(rebuild=True).differing == ("toy_gate",)
    assert ledger.replay().differing == ()


def test_both_engines_replay_to_the_same_digest(postgresql_url: str, tmp_path: object) -> None:
    digests = set()
    for place in (postgresql_url, f"sqlite:///{tmp_path}/l.db"):
        with toy_ledger(place) as ledger:
            ledger.submit(Open("g", 2), actor="chief")
            for truck in ("ә1", "b", "B"):
                ledger.submit(Open(truck, 2), actor="chief")
            digests.add(ledger.replay().digest)
    assert len(digests) == 1


def test_an_event_no_room_knows_stops_a_replay(url: str) -> None:
    with toy_ledger(url) as ledger:
        ledger.submit(Open("g", 2), actor="chief")
    with Ledger.open(url, []) as ledger, pytest.raises(LedgerError, match="kind gate-opened"):
        ledger.replay()


@given(st.datetimes(timezones=st.just(UTC)))
def test_times_sort_as_their_text(at: datetime) -> None:
    assert moment(stamp(at)) == at
    assert len(stamp(at)) == 27


def test_canonical_text_does_not_depend_on_order() -> None:
    assert canonical({"b": 1, "a": "ё"}) == canonical({"a": "ё", "b": 1}) == '{"a":"ё","b":1}'
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical(float("nan"))
