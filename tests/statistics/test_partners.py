"""Ranks of partners, groups left out."""

from goldenbridge.language.periods import read_period
from goldenbridge.statistics.partners import PartnerTrade, rank_partners


def trade(
    partner: str,
    exports: float | None,
    imports: float | None,
    *,
    year: int = 2023,
    kind: str = "country",
    vintage: str = "2024",
) -> PartnerTrade:
    return PartnerTrade(
        reporter="kg",
        year=year,
        partner=partner,
        kind=kind,
        exports=exports,
        imports=imports,
        unit="USD mn",
        vintage=read_period(vintage),
        source="s",
    )


ROWS = [
    trade("China", 77, 5350),
    trade("EAEU", 2000, 4000, kind="group"),
    trade("Russia", 1000, 2010),
    trade("Kazakhstan", 449, 862),
    trade("Kazakhstan", 411, 770, year=2022),
    trade("Nowhere", None, None),
]


def test_ranks_countries_only_in_the_latest_year() -> None:
    ranks = rank_partners(ROWS, "kg")
    assert [(r.rank, r.partner) for r in ranks] == [
        (1, "China"),
        (2, "Russia"),
        (3, "Kazakhstan"),
        (4, "Nowhere"),
    ]
    assert ranks[2].turnover == 1311
    assert ranks[2].year == 2023


def test_ranks_another_year_when_asked() -> None:
    assert [r.partner for r in rank_partners(ROWS, "kg", 2022)] == ["Kazakhstan"]


def test_the_latest_vintage_counts() -> None:
    revised = trade("Kazakhstan", 449, 5000, vintage="2025")
    assert rank_partners([revised, *ROWS], "kg")[0].turnover == 5449


def test_a_reporter_without_a_table_has_no_ranks() -> None:
    assert rank_partners(ROWS, "kz") == ()
