"""Every role, at every station, on either side: allowed is what the table says and nothing else."""

from itertools import product

import pytest

from goldenbridge.errors import ForbiddenError
from goldenbridge.operations.access.limits import Limit
from goldenbridge.operations.access.roles import Grant, Principal, may, permissions, require, roles

AGENCIES = ("customs", "phyto", "vet", "sanitary")
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


@pytest.mark.parametrize("agency", AGENCIES)
def test_only_the_agency_that_holds_releases(agency: str) -> None:
    for action in (f"hold-{agency}", f"release-{agency}"):
        assert {role for role, known in permissions() if known == action} == {agency}


def test_a_carrier_reads_only_what_is_its_own() -> None:
    assert {act for role, act in permissions() if role == "carrier"} == {
        "book",
        "cancel",
        "read-own",
    }


def test_a_refusal_says_what_where_and_who_may() -> None:
    officer = Principal("a", (Grant("customs", "documents", "KZ"),))
    require(officer, "release-customs", station="documents", country="KZ")
    told = "release-customs at documents on the side of KG: not yours to do; allowed: customs there"
    with pytest.raises(ForbiddenError) as caught:
        require(officer, "release-customs", station="documents", country="KG")
    assert str(caught.value) == told


def test_a_burst_is_granted_and_then_the_rate() -> None:
    limit = Limit(per_s=2, burst=3)
    assert [limit.take("a", 0.0) for _ in range(4)] == [0, 0, 0, 0.5]
    assert limit.take("b", 0.0) == 0
    assert limit.take("a", 0.5) == 0
    assert limit.take("a", 0.5) > 0
    assert [limit.take("a", 100.0) for _ in range(4)] == [0, 0, 0, 0.5]
