"""Claims against tables."""

import pytest

from goldenbridge.language.languages import ENGLISH
from goldenbridge.language.periods import read_period
from goldenbridge.outlook.claims import check
from goldenbridge.programme.model import Claim
from goldenbridge.statistics.partners import PartnerTrade
from goldenbridge.statistics.series import Point, Series

say = ENGLISH.say
YEAR = read_period("2024")


def claim(kind: str, value: float, unit: str, **more: object) -> Claim:
    return Claim(
        id="c",
        said_on=YEAR,
        by="someone",
        text="said",
        check=kind,
        value=value,
        unit=unit,
        sources=("s",),
        **more,  # type: ignore[arg-type]
    )


def table(first: int, *values: float) -> Series:
    points = tuple(
        Point(year, value, "final", "stated", 0.0, YEAR, (f"table-{year}",))
        for year, value in enumerate(values, start=first)
    )
    return Series("turnover", "kg", "USD bn", points)


TABLES = {("turnover", "kg"): table(2019, 0.996467, 0.8095, 1.044, 1.181, 1.311192)}


def trade(partner: str, turnover: float, kind: str = "country") -> PartnerTrade:
    return PartnerTrade(
        reporter="kg",
        year=2023,
        partner=partner,
        kind=kind,
        exports=turnover,
        imports=0,
        unit="USD bn",
        vintage=YEAR,
        source="panel",
    )


PARTNERS = [
    trade("Kazakhstan", 1.31),
    trade("EAEU", 4.6, kind="group"),
    trade("China", 5.43),
    trade("Russia", 3.01),
]


def test_growth_of_38_percent_fails_on_the_later_file() -> None:
    said = claim(
        "growth",
        38,
        "%",
        reporter="kg",
        indicator="turnover",
        since=read_period("2019"),
        period=read_period("2023"),
    )
    (result,) = check(said, TABLES, [], ["kg"])
    assert result.verdict == "fails"
    assert say(result.found) == "+31.6% from 2019 to 2023"
    assert result.sources == ("table-2019", "table-2023")


@pytest.mark.parametrize(("value", "verdict"), [(31.4, "holds"), (32.0, "holds"), (32.2, "fails")])
def test_growth_holds_within_half_a_point(value: float, verdict: str) -> None:
    said = claim(
        "growth",
        value,
        "%",
        indicator="turnover",
        since=read_period("2019"),
        period=read_period("2023"),
    )
    assert [r.verdict for r in check(said, TABLES, [], ["kg"])] == [verdict]


def test_a_fall_is_told_with_its_sign() -> None:
    said = claim(
        "growth",
        -18.8,
        "%",
        indicator="turnover",
        since=read_period("2019"),
        period=read_period("2020"),
    )
    (result,) = check(said, TABLES, [], ["kg"])
    assert (result.verdict, say(result.found)) == ("holds", "-18.8% from 2019 to 2020")


def test_top_three_holds_without_groups() -> None:
    (result,) = check(claim("rank", 3, "rank", partner="Kazakhstan"), {}, PARTNERS, ["kg"])
    assert result.verdict == "holds"
    assert say(result.found) == (
        "rank 3 in 2023: $1.31 bn after China $5.43 bn and Russia $3.01 bn"
    )


def test_a_rank_too_high_fails() -> None:
    (result,) = check(claim("rank", 1, "rank", partner="Kazakhstan"), {}, PARTNERS, ["kg"])
    assert (result.verdict, say(result.found)) == ("fails", "rank 3 in 2023: $1.31 bn")


@pytest.mark.parametrize(("value", "verdict"), [(1.0, "holds"), (1.1, "fails"), (1.04, "holds")])
def test_a_level_is_rounded_as_the_claim_is(value: float, verdict: str) -> None:
    said = claim("level", value, "USD bn", indicator="turnover", period=read_period("2021"))
    (result,) = check(said, TABLES, [], ["kg"])
    assert result.verdict == verdict
    assert say(result.found) == "$1.044 bn in 2021"


def test_a_level_is_told_in_the_unit_of_the_claim() -> None:
    said = claim("level", 1044, "USD mn", indicator="turnover", period=read_period("2021"))
    assert [r.verdict for r in check(said, TABLES, [], ["kg"])] == ["holds"]


@pytest.mark.parametrize(
    "said",
    [
        claim("rank", 3, "rank", partner="Nowhere"),
        claim("level", 1.7, "USD bn", indicator="turnover", period=YEAR),
        claim("level", 1.7, "USD bn", indicator="turnover"),
        claim("growth", 5, "%", indicator="turnover", since=YEAR, period=YEAR),
    ],
)
def test_what_no_table_holds_stays_open(said: Claim) -> None:
    assert [r.verdict for r in check(said, TABLES, PARTNERS, ["kg"])] == ["open"]


def test_a_claim_without_reporter_meets_every_reporter() -> None:
    said = claim("level", 1.3, "USD bn", indicator="turnover", period=read_period("2023"))
    results = check(said, TABLES, [], ["kz", "kg"])
    assert [(r.reporter, r.verdict) for r in results] == [("kz", "open"), ("kg", "holds")]
