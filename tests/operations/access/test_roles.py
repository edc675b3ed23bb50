"""Every role, at every station, on either side: allowed is what the table says and nothing else."""

from itertools import product

import pytest

from goldenbridge.errors import ForbiddenError
from goldenbridge.operations.access.limits import Limit
from goldenbridge.operations.access.roles import (
    Grant,
    Principal,
    agency_of,
    may,
    permissions,
    require,
    require_anywhere,
    roles,
)

ACTIONS = sorted({action for _, action in permissions()})
PLACES = (None, "gate-1", "documents")
SIDES = (None, "KZ", "KG")


@pytest.mark.parametrize("role", roles())
def test_a_grant_covers_its_own_station_and_side_only(role: str) -> None:
    for station, side in product(PLACES, SIDES):
        who = Principal("a", (Grant(role, station, side),))
        for action, at, of in product(ACTIONS, PLACES, SIDES):
            covered = station in {None, at} and side in {None, of}
            expected = (role, action) in permissions() and covered
            assert may(who, action, station=at, country=of) is expected


def test_an_officer_acts_for_the_agency_of_the_grant_only() -> None:
    officer = Principal("a", (Grant("officer", "vets", agency="KZ-agro"),))
    assert agency_of(officer, "inspect", named=None, station="vets") == "KZ-agro"
    for named, station in (("KG-agro", "vets"), ("KZ-agro", "docs"), (None, "docs"), (None, None)):
        with pytest.raises(ForbiddenError, match=r"^agency: found "):
            agency_of(officer, "inspect", named=named, station=station)
    with pytest.raises(ForbiddenError, match="allowed: an officer of an agency"):
        agency_of(Principal("b", (Grant("manager"),)), "inspect", named=None, station=None)
    both = Principal("c", (Grant("officer", agency="A"), Grant("officer", agency="B")))
    assert agency_of(both, "inspect", named="B", station=None) == "B"
    with pytest.raises(ForbiddenError, match="allowed: A, B"):
        agency_of(both, "inspect", named=None, station=None)


def test_a_carrier_reads_only_what_is_its_own() -> None:
    assert {act for role, act in permissions() if role == "carrier"} == {
        "book",
        "cancel",
        "read-own",
    }


def test_a_refusal_says_what_where_and_who_may() -> None:
    keeper = Principal("a", (Grant("warehouse", "documents", "KZ"),))
    require(keeper, "store", station="documents", country="KZ")
    told = "store at documents on the side of KG: not yours to do; allowed: warehouse there"
    with pytest.raises(ForbiddenError) as caught:
        require(keeper, "store", station="documents", country="KG")
    assert str(caught.value) == told
    require_anywhere(keeper, "store")
    with pytest.raises(ForbiddenError, match=r"^correct: not yours to do"):
        require_anywhere(keeper, "correct")


def test_a_burst_is_granted_and_then_the_rate() -> None:
    limit = Limit(per_s=2, burst=3)
    assert [limit.take("a", 0.0) for _ in range(4)] == [0, 0, 0, 0.5]
    assert limit.take("b", 0.0) == 0
    assert limit.take("a", 0.5) == 0
    assert limit.take("a", 0.5) > 0
    assert [limit.take("a", 100.0) for _ in range(4)] == [0, 0, 0, 0.5]
