"""What an address of the planner holds, and the site and demand it stands for."""

from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenbridge.errors import ChoiceError
from goldenbridge.programme.model import Programme
from goldenbridge.report.simulated import choose
from goldenbridge.site.shares import share_sent
from goldenbridge.web.pages.planner.knobs import knobs
from goldenbridge.web.pages.planner.settings import (
    address,
    beginning,
    plan_of,
    read,
    read_query,
    starts,
)


def test_nothing_moved_is_the_plan_of_the_command(programme: Programme) -> None:
    assert plan_of(programme, read(programme, {})) == choose(programme)
    rebuilt = plan_of(programme, read(programme, {"from": "karasu/modernised"}))
    assert rebuilt == choose(programme, site="karasu", scenario="modernised")


def test_every_start_there_is_can_be_started_from(programme: Programme) -> None:
    for start in starts(programme):
        settings = read(programme, {"from": start})
        assert plan_of(programme, settings).site.id == start.partition("/")[0]


def test_each_slider_moves_what_it_names(programme: Programme) -> None:
    given = {"staff.kz-in": "6", "share.inspection": "10", "trade": "3", "transit": "50"}
    before, plan = choose(programme), plan_of(programme, read(programme, given))
    assert [shift.staff for shift in plan.site.pool("kz-in").shifts] == [
        2 * shift.staff for shift in before.site.pool("kz-in").shifts
    ]
    assert share_sent(plan.site, before.demand, "inspection") == pytest.approx(0.1, rel=1e-3)
    assert plan.site.pool("revenue") == before.site.pool("revenue")
    for old, new in zip(before.demand.flows, plan.demand.flows, strict=True):
        grown = new.trucks_per_day / old.trucks_per_day
        assert old.kind == "empty" or grown == pytest.approx(
            {"bilateral": 3 / 1.7, "transit": 0.5}[old.kind]
        )


def test_whoever_works_at_night_still_does(programme: Programme) -> None:
    plan = plan_of(programme, read(programme, {"staff.kz-in": "1"}))
    assert [shift.staff for shift in plan.site.pool("kz-in").shifts] == [1.0, 1.0]


@given(data=st.data())
@settings(max_examples=25)
def test_an_address_says_the_same_settings_again(programme: Programme, data: Any) -> None:
    start = data.draw(st.sampled_from(sorted(starts(programme))))
    offered = {one.id: one for one in knobs(programme, beginning(programme, start))}
    moved = data.draw(st.lists(st.sampled_from(sorted(offered)), max_size=4, unique=True))
    given = {one: str(data.draw(st.floats(offered[one].least, offered[one].most))) for one in moved}
    name = data.draw(st.text("abc йқө&=#+%", max_size=20))
    found = read(programme, {"from": start, "name": name, **given})
    assert read_query(programme, found.query) == found
    other = read(programme, {"trade": "2"})
    query = address(found, [other]).partition("?")[2]
    assert read_query(programme, dict(parse_qsl(query))["a"]) == other
    for one in offered.values():
        assert one.least <= one.start <= one.most


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"from": "nowhere"}, "from: found 'nowhere'; allowed: karasu"),
        ({"staff.nobody": "1"}, "staff.nobody: found no such setting; allowed: trade"),
        ({"trade": "99"}, "trade: found '99'; allowed: a number from 0.5 to 5"),
        ({"trade": "nan"}, "trade: found 'nan'"),
        ({"transit": "much"}, "transit: found 'much'; allowed: a number from 0 to 300"),
        ({"from": "kordai", "staff.kz-in": "3"}, "staff.kz-in: found no such setting"),
        ({"name": "x" * 61}, "name: found 61 signs; allowed: up to 60"),
    ],
)
def test_what_an_address_may_not_say(
    programme: Programme, given: dict[str, str], told: str
) -> None:
    with pytest.raises(ChoiceError) as found:
        read(programme, given)
    assert told in str(found.value)
