"""The rule set: every number has its ground, and a fault is told with field and what is allowed."""

from dataclasses import fields, replace
from datetime import date

import pytest

from goldenbridge.errors import RuleError
from goldenbridge.operations.rules import Rules, Terms, example_rules, read_rules, rules_on
from goldenbridge.programme.folder import DEFAULT, shipped
from goldenbridge.programme.model import Programme

RULES = example_rules()
TEXT = (shipped()[DEFAULT] / "operations.toml").read_text("utf-8")


def test_the_example_fits_its_site(programme: Programme) -> None:
    site = next(site for site in programme.sites if site.id == "karasu")
    assert {post.station for post in RULES.posts} == {station.id for station in site.stations}
    lines = [name for line in RULES.calls.lines for name in line.classes]
    assert sorted(lines) == sorted(one.id for one in site.classes)
    for post in RULES.posts:
        assert post.agency.partition("-")[0] == site.station(post.station).side


def test_every_stated_number_names_who_states_it() -> None:
    stated = [
        name.name for name in fields(Terms) if getattr(RULES.terms, name.name).basis == "stated"
    ]
    assert stated == ["deposit_mci", "no_shows_that_keep_deposit", "no_show_days"]


def test_an_unknown_station_is_told() -> None:
    assert RULES.post("scanner").agency == "KZ-revenue"
    with pytest.raises(RuleError, match="station: found 'moon'; allowed: ak-tilek-exit, "):
        RULES.post("moon")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("version =", "version 2", "rules: found .*; allowed: TOML"),
        ("general_class = ", "main_class = ", "rules.main_class: found a key that is not known"),
        ('general_class = "general"', "", "rules.general_class: found nothing"),
        ('general_class = "general"', 'general_class = "bus"', "general_class: found 'bus'"),
        (
            "[terms.hold_min]\nvalue = 5",
            "[terms.hold_min]\nvalue = -5",
            "terms.hold_min.value: found -5; allowed: a number, 0 or more",
        ),
        (
            'unit = "min"\nbasis = "decided"',
            'unit = "min"\nbasis = "guess"',
            "found 'guess'; allowed: stated, decided, assumed",
        ),
        ("[terms.late_min]\n", "[terms.later_min]\n", "terms.later_min: found a key"),
        ('basis = "decided"', 'basis = "stated"', "terms.hold_min.source: found nothing"),
        ('needs = ["phyto"]', 'needs = ["zeal"]', "posts.sampling.needs: found 'zeal'"),
        ('classes = ["sealed"]', 'classes = ["general"]', "a class in two lines"),
        ("valid_from = 2026-03-01", "valid_from = 3", "valid_from: found 3; allowed: a date"),
        ('version = "2026-1"', "version = 1", "version: found 1; allowed: text in quotes"),
        ("[plates]", "[plates]\nUZ = 3", "plates.UZ: found 3; allowed: a list"),
        ('label = "5.1"', 'label = "5.9"', "goods.apart: found '5.9'; allowed: 1, 2.1"),
        ("[plates]", "[[plates]]", "plates: found .*; allowed: a table"),
        ("value = 5\n", 'value = "5"\n', "terms.hold_min.value: found '5'; allowed: a number"),
        ("weight = 5", "wait = 5", r"calls.lines\[4\].wait: found a key"),
    ],
)
def test_a_fault_is_told_with_its_field(old: str, new: str, told: str) -> None:
    assert old in TEXT
    with pytest.raises(RuleError, match=told):
        read_rules(TEXT.replace(old, new, 1))


def test_the_latest_version_that_began_holds() -> None:
    later: Rules = replace(RULES, version="2026-2", valid_from=date(2026, 7, 1))
    versions = (later, RULES)
    assert rules_on(versions, date(2026, 6, 30)) is RULES
    assert rules_on(versions, date(2026, 7, 1)) is later
    with pytest.raises(RuleError, match="day: found 2026-02-28; allowed: 2026-03-01 or later"):
        rules_on(versions, date(2026, 2, 28))
