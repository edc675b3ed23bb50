"""A fitted site written as a file is the same site when it is read."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from goldenbridge.border.fit.fit import SiteFit, fit
from goldenbridge.border.fit.visits import StationVisits
from goldenbridge.errors import CellError
from goldenbridge.programme.folder import load
from goldenbridge.programme.scaffold import scaffold
from goldenbridge.programme.site_writing import border_toml


def fitted(*stations: str) -> SiteFit:
    rng = np.random.default_rng(1)
    n = 1500
    came = np.sort(rng.uniform(0, 14 * 1440, n))
    passed = came + rng.gamma(4, 1.5, n)
    done = passed + rng.lognormal(1, 0.8, n)
    truck = np.arange(n)
    log = StationVisits(
        stations=stations,
        ways=(("in", "general"), ("in", "empty")),
        first=date(2026, 6, 1),
        visit=np.r_[truck, truck],
        station=np.repeat([0, 1], n),
        way=np.r_[truck, truck] % 2,
        arrived=np.r_[came, passed],
        started=np.r_[came, passed],
        ended=np.r_[passed, done],
        served=np.ones(2 * n, dtype=bool),
    )
    return fit(log, site="fitted", zone="Asia/Almaty")


def test_a_site_is_read_as_it_was_written(tmp_path: Path) -> None:
    found, folder = fitted("gate", "check"), tmp_path / "p"
    scaffold(folder)
    for other in ("design.toml", "measures.toml"):
        (folder / other).unlink()
    (folder / "border.toml").write_text(border_toml(found.site, found.demand), "utf-8")
    programme = load(folder)
    assert programme.sites == (found.site,)
    assert programme.demands == (found.demand,)


def test_a_name_that_no_file_can_hold_is_said() -> None:
    found = fitted("gate 1", "check")
    with pytest.raises(CellError, match="gate 1"):
        border_toml(found.site, found.demand)
