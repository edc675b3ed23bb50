"""A day is reckoned in another process: whatever a shipped programme holds must come back."""

from dataclasses import replace

import pytest

from goldenbridge.language.languages import Language
from goldenbridge.programme.folder import load, shipped
from goldenbridge.web.pages.reckoning import Reckoning


@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_shipped_programme_is_reckoned(name: str) -> None:
    programme = replace(load(shipped()[name]), scenarios=())
    reckoning = Reckoning(lambda: programme)
    try:
        day = reckoning.day()
        assert day.future is not None
        day.future.result()
        told = reckoning.told(day, Language("en"))
        assert told is not None
        assert told.facts.programme == programme
    finally:
        reckoning.close()
