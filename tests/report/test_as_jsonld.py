"""What search engines read: expanded by another program, and true to the folder."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from pyld import jsonld

from goldenbridge.language.languages import ENGLISH
from goldenbridge.programme.model import Programme
from goldenbridge.report.as_jsonld import as_jsonld

DAY = date(2026, 3, 16)
WORDS = "https://schema.org/"


def told(programme: Programme, day: date = DAY) -> str:
    return as_jsonld(programme, ENGLISH, "https://example.org/b{}".format, as_of=day)


def _forbidden(address: str, _: object) -> Any:
    pytest.fail(f"{address} was asked for")


@pytest.fixture(scope="module")
def nodes(programme: Programme) -> Mapping[str, Any]:
    """The expanded nodes by their id; nothing may be fetched for that."""
    document = json.loads(told(programme))
    expanded = jsonld.expand(document, {"documentLoader": _forbidden})
    assert len({one["@id"] for one in expanded}) == len(document["@graph"])
    return {one["@id"]: one for one in expanded}


def only(node: Mapping[str, Any], name: str) -> Any:
    (value,) = node[f"{WORDS}{name}"]
    return value.get("@value", value.get("@id"))


def test_every_word_is_of_schema_org_and_every_type_has_one(nodes: Mapping[str, Any]) -> None:
    types = {node["@type"][0] for node in nodes.values()}
    assert types == {
        f"{WORDS}{name}"
        for name in ("DataCatalog", "Dataset", "Event", "Legislation", "CreativeWork")
    }
    for node in nodes.values():
        assert all(name.startswith(("@", WORDS)) for name in node)


def test_a_meeting_an_indicator_and_a_treaty(nodes: Mapping[str, Any]) -> None:
    council = nodes["https://example.org/b/calendar#sic-7"]
    assert only(council, "startDate") == "2025-08-22"
    assert only(council, "eventStatus") == f"{WORDS}EventScheduled"
    trade = nodes["https://example.org/b/data#turnover"]
    assert only(trade, "temporalCoverage") == "2011-01-01/2025-12-31"
    assert len(trade[f"{WORDS}creator"]) == 2
    water = nodes["https://example.org/b/documents#chu-talas"]
    assert only(water, "legislationDate") == "2000-01-21"
    assert only(water, "legislationLegalForce") == f"{WORDS}InForce"
    # whether it is in force was not found: nothing is said
    crossing = nodes["https://example.org/b/documents#almaty-bishkek-crossing"]
    assert f"{WORDS}legislationLegalForce" not in crossing


def test_every_dataset_stands_in_the_catalogue(nodes: Mapping[str, Any]) -> None:
    listed = {one["@id"] for one in nodes["https://example.org/b/data"][f"{WORDS}dataset"]}
    datasets = {name for name, one in nodes.items() if one["@type"] == [f"{WORDS}Dataset"]}
    assert listed == datasets
    assert len(datasets) > 10


def test_an_earlier_day_knows_less_and_the_same_day_the_same(programme: Programme) -> None:
    assert told(programme) == told(programme)
    assert len(told(programme, date(2024, 1, 1))) < len(told(programme))
