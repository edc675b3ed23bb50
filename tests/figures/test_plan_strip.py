"""The strip of measures and quarters."""

import re
from datetime import date

from goldenbridge.figures.caption import Caption
from goldenbridge.figures.plan_strip import Row, plan_strip
from goldenbridge.language.languages import ENGLISH
from goldenbridge.language.periods import quarters

QUARTERS = list(quarters(date(2025, 1, 1), date(2026, 12, 31)))
LANES = Row(
    title="Open the lanes",
    starts=date(2025, 7, 1),
    due=date(2026, 6, 30),
    marks={
        ("KZ", "2025-Q4"): "accepted",
        ("KG", "2025-Q4"): "disputed",
        ("KZ", "2026-Q1"): "unanswered",
        ("KG", "2026-Q1"): "missing",
    },
)
CAPTION = Caption("Plan", ENGLISH)


def drawn(*rows: Row, today: date = date(2026, 3, 2)) -> str:
    figure = plan_strip(rows, ("KZ", "KG"), QUARTERS, today, CAPTION)
    assert figure is not None
    return figure.wide


def test_every_report_has_its_mark_and_its_words() -> None:
    figure = plan_strip((LANES,), ("KZ", "KG"), QUARTERS, date(2026, 3, 2), CAPTION)
    assert figure is not None
    assert figure.alt.startswith(
        "1 measure over 8 quarters; report accepted: 1, report not answered: 1, "
        "report disputed: 1, report missing: 1"
    )
    for words in ("report accepted", "report disputed", "deadline", "today", "2025", "2026"):
        assert f">{words}<" in figure.wide


def test_sides_stand_one_below_the_other_in_the_column_of_the_quarter() -> None:
    """Of 2025-Q4, the accepted report of KZ and above the disputed one of KG."""
    picture = drawn(LANES).split("Open the lanes")[1]
    spots = re.findall(r'<circle class="(full|hollow)" cx="([\d.]+)" cy="([\d.]+)"', picture)
    (kind, x, y), (_, later, _), (_, below_x, below_y) = spots
    assert kind == "full"
    assert x == below_x
    assert float(below_y) - float(y) == 12
    assert float(later) > float(x)


def test_today_outside_the_plan_is_not_drawn() -> None:
    dashed = [
        drawn(LANES, today=day).count('class="mid"') for day in (date(2026, 3, 2), date(2029, 1, 1))
    ]
    assert dashed == [2, 1]


def test_a_deadline_after_the_plan_leaves_the_line_open() -> None:
    late = Row("x", None, date(2030, 1, 1), {})
    boxes = [drawn(row).count("<rect") for row in (LANES, late)]
    assert boxes == [2, 1]
    assert plan_strip((), ("KZ",), QUARTERS, date(2026, 1, 1), CAPTION) is None
