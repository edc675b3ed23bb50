"""Station visits go out and come back the same, as CSV and as Parquet."""

import sys
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.errors import CellError, ExtraError
from goldenbridge.site.visits import (
    COLUMNS,
    StationVisit,
    as_csv,
    as_parquet,
    from_csv,
    from_parquet,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HEAD = ",".join(COLUMNS)
TEXT = st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=8)
WAITS = st.timedeltas(timedelta(), timedelta(days=3))


@st.composite
def visits(draw: st.DrawFn) -> StationVisit:
    arrived = NOON.astimezone(timezone(timedelta(hours=draw(st.integers(-12, 12)))))
    started = arrived + draw(WAITS)
    return StationVisit(
        visit=draw(TEXT),
        site="karasu",
        station=draw(TEXT),
        direction="to-kz",
        truck_class=draw(TEXT),
        arrived=arrived,
        started=started,
        ended=started + draw(WAITS),
        outcome="pass",
    )


@given(st.lists(visits(), max_size=5))
def test_what_is_written_is_read_back(made: list[StationVisit]) -> None:
    assert from_csv(as_csv(made)) == made
    file = as_parquet(made)
    assert from_parquet(file) == made
    assert as_parquet(from_csv(as_csv(made))) == file


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a,b\n", "the columns visit,site"),
        (f"{HEAD}\nv,s,st,d,c,soon,soon,soon,pass\n", "line 2: Invalid isoformat"),
        (f"{HEAD}\nv,s\n", "line 2: found another number of cells"),
        (f"{HEAD}\nv,s,st,d,c,{'2026-03-02T12:00,' * 3}pass\n", "line 2: .* with their zone"),
        (
            f"{HEAD}\nv,s,st,d,c,2026-03-02T12:00Z,2026-03-02T11:00Z,2026-03-02T13:00Z,pass\n",
            "line 2: .* in this order",
        ),
    ],
)
def test_a_bad_line_is_told(text: str, told: str) -> None:
    with pytest.raises(CellError, match=told):
        from_csv(text)


def test_another_file_is_told() -> None:
    with pytest.raises(CellError, match="a Parquet file"):
        from_parquet(b"PAR1 or not")
    import polars as pl

    file = as_parquet([])
    assert from_parquet(file) == []
    from io import BytesIO

    other = BytesIO()
    pl.DataFrame({"a": [1]}).write_parquet(other)
    with pytest.raises(CellError, match="found a; allowed: the columns visit"):
        from_parquet(other.getvalue())


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ExtraError, match=r"goldenbridge\[tables\]"):
        as_parquet([])
