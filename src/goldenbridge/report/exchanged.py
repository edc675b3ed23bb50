"""A negotiated exchange told as a brief: the schedule, the gains, the accounts, the basis."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from goldenbridge.errors import ChoiceError
from goldenbridge.language.languages import ENGLISH, Language
from goldenbridge.nexus.basin import Basin
from goldenbridge.nexus.deal import Deal, Sensitivity
from goldenbridge.programme.model import Programme
from goldenbridge.programme.translation import translated, translations
from goldenbridge.report.brief import Brief, cited
from goldenbridge.report.section import Section
from goldenbridge.report.sections import (
    exchange,
    exchange_accounts,
    exchange_fields,
    exchange_gains,
)

SECTIONS: tuple[Callable[["Exchanged"], Section], ...] = (
    exchange.section,
    exchange_gains.section,
    exchange_fields.section,
    exchange_accounts.section,
    exchange_accounts.basis,
)


@dataclass(frozen=True, slots=True)
class Exchanged:
    """One negotiation: its programme, what came out, and the language it is told in."""

    programme: Programme
    basin: Basin
    deal: Deal
    moved: tuple[Sensitivity, ...]
    language: Language

    def name(self, side: str) -> str:
        """What a side is called."""
        return next(one.name for one in self.basin.sides if one.id == side)


def choose(programme: Programme, name: str = "") -> Basin:
    """The basin of this id, or the first where it is empty.

    Raises ChoiceError where the folder does not hold it.
    """
    if not programme.basins:
        raise ChoiceError("basin.toml: found no basin; allowed: at least one [[basins]]")
    for basin in programme.basins:
        if name in ("", basin.id):
            return basin
    allowed = ", ".join(basin.id for basin in programme.basins)
    raise ChoiceError(f"--basin: found {name!r}; allowed: {allowed}")


def invite(basin: Basin, asked: Sequence[str]) -> tuple[str, ...]:
    """The optional sides asked to the table.

    Raises ChoiceError for a side the basin does not have.
    """
    known = [side.id for side in basin.sides if side.optional]
    for name in asked:
        if name not in known:
            raise ChoiceError(f"--with: found {name!r}; allowed: {', '.join(known) or 'none'}")
    return tuple(asked)


def exchanged(
    programme: Programme,
    deal: Deal,
    moved: Sequence[Sensitivity],
    *,
    language: Language = ENGLISH,
    drawn: bool = False,
) -> Brief:
    """Tell what a negotiation came to; `drawn` adds the figures."""
    said = translations(programme, language.code)
    run = Exchanged(
        translated(programme, said), translated(deal.basin, said), deal, tuple(moved), language
    )
    sections = tuple(section(run) for section in SECTIONS)
    if drawn:
        from goldenbridge.report.exchange_pictures import pictures  # noqa: PLC0415 - slow

        figures = pictures(run)
        sections = tuple(replace(s, figures=figures.get(s.id, ())) for s in sections)
    return Brief(
        programme.id,
        run.basin.name,
        language.say("how should water and power be exchanged?"),
        programme.latest_record,
        deal.seed,
        language,
        sections,
        cited(sections, run.programme.sources),
    )
