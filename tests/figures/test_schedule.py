"""The figure of an agreed year."""

import re

from goldenbridge.figures.caption import Caption
from goldenbridge.figures.schedule import Need, Year, schedule
from goldenbridge.language.languages import ENGLISH

MONTHS = ("Apr", "May", "Jun")


def year(out: tuple[float, ...], back: tuple[float, ...]) -> Year:
    needs = (Need("Fields", (10.0, 80.0, 40.0)), Need("Power", (50.0, 20.0, 20.0)))
    return Year(MONTHS, (30.0, 90.0, 60.0), (40.0, 40.0, 40.0), needs, out, back)


def test_every_need_and_every_month_of_power_is_drawn() -> None:
    figure = schedule(year((5.0, 0.0, 0.0), (0.0, 0.0, 6.5)), Caption("Lake", ENGLISH))
    assert "largest in May, 90 m³/s; without an agreement it would be 40" in figure.alt
    assert "5 GWh go out and 7 GWh come back" in figure.alt or "6 GWh come back" in figure.alt
    assert "GWh" in figure.unit
    for name in ("Fields", "Power", *MONTHS):
        assert f">{name}<" in figure.wide
    bars = re.findall(r'<g class="(?:good|warn)">(<rect[^>]*/>)</g>', figure.wide)
    assert len(bars) == 4  # the two of the key, and one month of each


def test_without_power_only_water_is_drawn() -> None:
    plain = schedule(year((0.0,) * 3, (0.0,) * 3), Caption("Lake", ENGLISH))
    assert "GWh go out" not in plain.alt
    assert "power out" not in plain.wide
    full = schedule(year((5.0,) * 3, (0.0,) * 3), Caption("Lake", ENGLISH))
    assert "power out" in full.wide
