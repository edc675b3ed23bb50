"""Folder and ledger come together: what one of them changed is taken, what both did is named."""

from dataclasses import replace
from typing import Any

import pytest
from tests.operations.council.table import Council

from goldenbridge.errors import StaleError
from goldenbridge.language.periods import read_period
from goldenbridge.operations.council.exchange import Conflict, TakeIn, not_taken, take_in
from goldenbridge.operations.council.measures import ChangeMeasure
from goldenbridge.operations.council.plan import Register
from goldenbridge.operations.council.sessions import Convene, KeepMinutes


def offer(council: Council, folder: Register) -> tuple[TakeIn, tuple[Conflict, ...]]:
    with council.ledger.reading() as view:
        return take_in(view.connection, folder)


def with_lanes(folder: Register, **own: Any) -> Register:
    first, *others = folder.measures
    return replace(folder, measures=(replace(first, **own), *others))


def test_a_folder_that_was_just_written_brings_nothing(council: Council) -> None:
    council.report("KZ", "2025-Q4")
    council.do(Convene(session="igc-14", title="14th", on="2026-03-10"))
    wanted, conflicts = offer(council, council.read())
    assert (wanted.commands, conflicts) == ((), ())
    with council.ledger.reading() as view:
        assert not_taken(view.connection, council.read()) == ()


def test_a_folder_fills_an_empty_ledger_with_all_but_what_sides_say(council: Council) -> None:
    council.report("KZ", "2025-Q4")
    folder = council.read()
    new = [replace(one, id=f"new-{one.id}", plan="new", version=None) for one in folder.measures]
    plan = replace(folder.plans[0], id="new", version=None)
    wanted, conflicts = offer(council, Register(plans=(plan,), measures=tuple(new)))
    assert [type(one).__name__ for one in wanted.commands] == [
        "SetPlan",
        "RegisterMeasure",
        "RegisterMeasure",
    ]
    assert [one.place for one in conflicts] == ["new-lanes, reports"]
    council.do(wanted)
    assert [one.title for one in council.read().measures[2:]] == [one.title for one in new]
    assert council.replays()


def test_what_each_changed_comes_together(council: Council) -> None:
    folder = with_lanes(council.read(), note="from the folder")
    council.do(ChangeMeasure(measure="lanes", title="Open three lanes"))
    wanted, conflicts = offer(council, folder)
    assert conflicts == ()
    council.do(wanted)
    measure = council.measure()
    assert (measure.title, measure.note) == ("Open three lanes", "from the folder")


def test_what_both_changed_is_a_conflict_and_named(council: Council) -> None:
    folder = with_lanes(council.read(), title="Open four lanes")
    council.do(ChangeMeasure(measure="lanes", title="Open three lanes"))
    wanted, conflicts = offer(council, folder)
    assert wanted.commands == ()
    assert [str(one) for one in conflicts] == [
        (
            "plan.toml: lanes, title: found 'Open four lanes' here and 'Open three lanes' on the "
            "register; settle which holds"
        )
    ]
    same = with_lanes(folder, title="Open three lanes")
    assert offer(council, same) == (TakeIn(()), ())


def test_a_deadline_does_not_come_by_the_folder(council: Council) -> None:
    folder = with_lanes(council.read(), due=read_period("2027"))
    wanted, conflicts = offer(council, folder)
    assert wanted.commands == ()
    assert [one.place for one in conflicts] == ["lanes, due"]
    assert "until both sides agree" in conflicts[0].why


def test_writing_over_a_change_of_the_folder_is_refused(council: Council) -> None:
    folder = with_lanes(council.read(), note="mine")
    with council.ledger.reading() as view:
        assert [str(one) for one in not_taken(view.connection, folder)] == [
            "plan.toml: lanes, note: changed in the folder; import it first"
        ]


def test_minutes_are_written_on_the_ledger(council: Council) -> None:
    council.do(Convene(session="igc-13", title="13th", on="2025-11-13"))
    council.do(KeepMinutes(session="igc-13", minutes="All spoke."))
    folder = council.read()
    other = replace(folder.sessions[0], minutes="Nobody spoke.")
    _, conflicts = offer(council, replace(folder, sessions=(other,)))
    assert [one.place for one in conflicts] == ["igc-13, minutes"]


def test_somebody_else_may_be_faster(council: Council) -> None:
    wanted, _ = offer(council, with_lanes(council.read(), title="Mine", note="x"))
    council.do(ChangeMeasure(measure="lanes", title="Theirs"))
    with pytest.raises(StaleError, match="title by event"):
        council.do(wanted)
    assert council.measure().title == "Theirs"
