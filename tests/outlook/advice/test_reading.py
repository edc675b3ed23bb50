"""What the ledger tells of plan, bookings and habits; what it cannot tell is assumed and named."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.operations.complex import NOON, Desk, desk_at

from goldenbridge.errors import ChoiceError, RuleError
from goldenbridge.operations.advice.duty import SetDuty
from goldenbridge.operations.appointments.absences import MarkAbsent
from goldenbridge.operations.complexes import SetRules, set_rules
from goldenbridge.operations.ledger.events import stamp
from goldenbridge.operations.passage import arrivals
from goldenbridge.operations.rules import example_text
from goldenbridge.outlook.advice import reading
from goldenbridge.outlook.advice.reading import site_of, standing
from goldenbridge.outlook.advice.run import Duty
from goldenbridge.outlook.advice.standing import Standing
from goldenbridge.programme.model import Programme

WAY = ("to-kz", "perishable")


@pytest.fixture
def at_work(tmp_path: Path, programme: Programme) -> Iterator[Desk]:
    site = next(one for one in programme.sites if one.id == "karasu")
    with desk_at(f"sqlite:///{tmp_path}/l.db", site) as desk:
        yield desk


def read(desk: Desk, programme: Programme) -> Standing:
    with desk.ledger.reading() as view:
        return standing(view.connection, desk.clock.now, *site_of(programme, view.connection, NOON))


def test_plan_bookings_and_arrivals(at_work: Desk, programme: Programme) -> None:
    at_work.clock.to(NOON - timedelta(hours=5))
    first, later = at_work.opening(4), at_work.opening(5, due=NOON + timedelta(hours=2))
    bookings = [at_work.booked(first) for _ in range(3)]
    at_work.booked(later)
    at_work.do(SetDuty("agro", stamp(NOON), stamp(NOON + timedelta(hours=4)), 3))
    at_work.clock.to(NOON, -20)
    at_work.do(arrivals.Arrive(bookings[0]))
    at_work.clock.to(NOON, 5)
    found = read(at_work, programme)
    assert [(one.way, one.target, one.used, one.due) for one in found.hours] == [
        (WAY, 4, 3, 2),
        (WAY, 5, 1, 1),
    ]
    assert found.came == ((WAY, NOON - timedelta(minutes=20)),)
    assert found.duty == (Duty("agro", NOON, NOON + timedelta(hours=4), 3),)
    assert found.habits.assumed == ("besides", "no-show", "sold")
    # what the book of the programme says
    assert (found.habits.no_show, found.habits.late_min, found.habits.spread_min) == (0.15, -20, 45)
    # a tenth of the programme's trucks of a Monday in March come without booking
    assert sum(sum(hours) for _, hours in found.habits.besides) == pytest.approx(36.5, abs=1.5)


def test_habits_of_the_past(
    at_work: Desk, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, few in (("FEWEST_DAYS", 1), ("FEWEST_BOOKINGS", 4), ("FEWEST_PLACES", 8)):
        monkeypatch.setattr(reading, name, few)
    at_work.clock.to(NOON - timedelta(hours=5))
    opening = at_work.opening(8)
    bookings = [at_work.booked(opening) for _ in range(4)]
    at_work.clock.to(NOON, 20)
    for minutes, booking in zip((0, 10, 20), bookings, strict=False):
        at_work.clock.to(NOON, 20 + minutes)
        at_work.do(arrivals.Arrive(booking))
    at_work.do(arrivals.WalkIn(at_work.truck(), *WAY))
    at_work.clock.to(NOON + timedelta(hours=5))
    at_work.do(MarkAbsent(bookings[3]))
    at_work.clock.to(NOON + timedelta(days=2))
    found = read(at_work, programme).habits
    assert found.assumed == ()
    # three of four came, 10 minutes before the middle of the hour to 10 after it
    assert (found.no_show, found.late_min, found.spread_min) == (0.25, 0, 10)
    assert found.sold == 4 / 8
    besides = dict(found.besides)[WAY]
    # one walk-in in just under two days, at 17:40 in Almaty
    assert besides[17] == pytest.approx(0.5, abs=0.01)
    assert sum(besides) == besides[17]


def test_a_complex_the_programme_or_the_rules_do_not_know(
    at_work: Desk, programme: Programme
) -> None:
    command = set_rules(programme.sites[0], example_text().partition("[advice]")[0])
    text = command.rules.replace('"2026-1"', '"bare"').replace("2026-03-01", "2026-03-02")
    at_work.do(SetRules(command.site, command.time_zone, text, command.ways))
    at_work.clock.to(NOON)
    with pytest.raises(RuleError, match=r"advice: found none in the rules bare; allowed: rules"):
        read(at_work, programme)
    text = text.replace('"bare"', '"moon"')
    at_work.do(SetRules("moon", command.time_zone, text, command.ways))
    with pytest.raises(ChoiceError, match="site: found moon; allowed: karasu"):
        read(at_work, programme)
