"""Accounts against published sheets and told sums."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from goldenbridge.errors import SeriesError
from goldenbridge.nexus.accounts import kept, score, settlement, unexplained_mm3, volume_mm3
from goldenbridge.nexus.harvest import area_lost_ha
from goldenbridge.nexus.physics import gwh_per_mm3
from goldenbridge.programme.model import Programme

SHEET = Path(__file__).parents[3] / "shared" / "data" / "nexus" / "toktogul_1992_ten_day.csv"


@pytest.fixture(scope="module")
def sheet() -> dict[str, np.ndarray]:

    if not SHEET.exists():
        pytest.skip("the ten-day sheet of 1992 is not here: no ../shared beside the project")
    rows = list(csv.DictReader(SHEET.read_text("utf-8").splitlines()))
    return {n: np.array([float(r[n]) for r in rows]) for n in rows[0] if n not in ("start", "end")}


def test_the_season_of_1992(sheet: dict[str, np.ndarray]) -> None:
    flows = {
        name: volume_mm3(sheet[f"{name}_m3s"], sheet["days"])
        for name in ("inflow_plan", "inflow_actual", "release_plan", "release_actual")
    }
    told = {"inflow_plan": 9447.8, "inflow_actual": 8922.9}
    told |= {"release_plan": 7180.8, "release_actual": 6544.9}
    assert {n: float(v.sum()) for n, v in flows.items()} == pytest.approx(told, abs=0.1)
    short = [flows[f"{n}_plan"].sum() - flows[f"{n}_actual"].sum() for n in ("inflow", "release")]
    assert short == pytest.approx([524.9, 635.9], abs=0.1)


def test_the_shipped_account_of_1992_is_that_of_the_sheet(programme: Programme) -> None:
    found = {
        one.entry.kind: (one.entry.planned, one.entry.actual)
        for one in kept(programme.basins[0])
        if one.entry.period.start.year == 1992
    }
    assert found == {"inflow": (9447.8, 8922.9), "release": (7180.8, 6544.9)}


def test_what_the_volumes_of_1992_leave_unexplained(sheet: dict[str, np.ndarray]) -> None:
    """The first volume ends its own period, so the flows of that one are left out."""
    left = {}
    for kind in ("actual", "plan"):
        inflow, release = (
            volume_mm3(sheet[f"{n}_{kind}_m3s"], sheet["days"]) for n in ("inflow", "release")
        )
        left[kind] = unexplained_mm3(sheet[f"volume_{kind}_mm3"], inflow[1:], release[1:])
    assert left == pytest.approx({"actual": 141.5, "plan": -53.7}, abs=0.2)


def test_swaps_as_they_were_told(programme: Programme) -> None:
    naryn = programme.basins[0]
    swap = naryn.swaps[0]
    own = {e.period.text: e for e in naryn.entries if e.of == swap.id}
    even = naryn.under(naryn.variants[0]).swaps[0]
    first = settlement(even, [own["2016-08"], own["2016-09/2016-11"]])
    assert first.owed == pytest.approx(56.2 + 118.2 + 23.1)
    assert first.due == pytest.approx(0)
    last = settlement(swap, [own["2025-06/2025-08"]])
    assert last.due == pytest.approx(209.43)
    assert last.due == pytest.approx(200, rel=0.05)


def test_deliveries_against_the_agreement(programme: Programme) -> None:
    talas = programme.basins[1]
    ratios = {k.entry.period.text: k.compliance for k in kept(talas)}
    assert ratios["2024-04/2024-09"] == pytest.approx(1.1)
    assert ratios["2023-04/2023-08-05"] == pytest.approx(1.034, abs=5e-4)
    assert len(kept(talas, date(2024, 1, 1))) == 1
    assert kept(programme.basins[2])[0].compliance is None


def test_keeping_a_promise_is_not_meeting_a_need() -> None:
    told = score([100, 100], [100, 80], [200, 200])
    assert told.compliance == pytest.approx(0.9)
    assert told.performance == pytest.approx(0.45)
    with pytest.raises(SeriesError, match="as many of each"):
        score([1], [1, 2], [1])
    with pytest.raises(SeriesError, match="a period with some"):
        score([0], [1], [1])
    with pytest.raises(SeriesError, match="one volume more"):
        unexplained_mm3([1, 2], [1, 2], [1, 2])


@pytest.mark.parametrize(("short", "lost"), [(89, 11_125), (78, 9_750)])
def test_the_drought_of_2013(short: float, lost: float) -> None:
    assert area_lost_ha(short, 8000) == lost


def test_power_of_a_cubic_metre_at_toktogul(programme: Programme) -> None:
    """27.528 GWh on a day at 932 m³/s, at about 13.26 km³."""
    told = 27.528 / float(volume_mm3(932, 1))
    assert told == pytest.approx(0.342, abs=5e-4)
    toktogul = programme.basins[0].reservoirs[0]
    ours = float(gwh_per_mm3(toktogul, 13_260)) - (toktogul.cascade_kwh_m3 or 0)
    assert ours == pytest.approx(told, rel=0.1)
