"""What the server shows beside its ledger: one programme, told in each language."""

from functools import cached_property
from pathlib import Path

from goldenbridge.language.languages import Language
from goldenbridge.programme.folder import DEFAULT, load, shipped
from goldenbridge.programme.model import Programme
from goldenbridge.programme.translation import translated, translations
from goldenbridge.web.pages.ahead import Forecasting
from goldenbridge.web.pages.planner.full import Full
from goldenbridge.web.pages.planner.quick import Quick
from goldenbridge.web.pages.reckoning import Reckoning


class Served:
    """A programme folder, read when it is first needed; the shipped one where none is named."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or shipped()[DEFAULT]
        self.reckoning = Reckoning(lambda: self.programme)
        self.forecasting = Forecasting(lambda: self.programme)
        self.quick = Quick()
        self.full = Full(lambda: self.reckoning.day().future)
        self._told: dict[str, Programme] = {}

    @cached_property
    def programme(self) -> Programme:
        """The programme as its folder tells it; ProgrammeError where it has faults."""
        return load(self.folder)

    def told(self, language: Language) -> Programme:
        """The programme with its names in `language`, where its translations hold them."""
        if language.code not in self._told:
            said = translations(self.programme, language.code)
            self._told[language.code] = translated(self.programme, said)
        return self._told[language.code]

    def close(self) -> None:
        """End what is being reckoned, and begin nothing more."""
        for background in (self.reckoning, self.full, self.forecasting):
            background.close()
