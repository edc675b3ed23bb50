"""A simulated crossing told as a brief: the times, where trucks wait, what that rests on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from goldenbridge.border.results import BorderResult
from goldenbridge.errors import ChoiceError
from goldenbridge.language.languages import ENGLISH, Language
from goldenbridge.programme.model import Programme
from goldenbridge.programme.translation import translated, translations
from goldenbridge.report.brief import Brief, cited
from goldenbridge.report.section import Section
from goldenbridge.report.sections import border_basis, border_stations, border_times
from goldenbridge.site.demand import Demand
from goldenbridge.site.scenario import Scenario
from goldenbridge.site.site import Site

Named = TypeVar("Named", Site, Demand, Scenario)
SECTIONS: tuple[Callable[["Simulated"], Section], ...] = (
    border_times.section,
    border_stations.section,
    border_basis.section,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is simulated: a site and a demand, both as the scenario leaves them."""

    site: Site
    demand: Demand
    scenario: Scenario | None


@dataclass(frozen=True, slots=True)
class Simulated:
    """One run: the plan, its programme, what came out, and the language it is told in."""

    programme: Programme
    site: Site
    demand: Demand
    scenario: Scenario | None
    result: BorderResult
    language: Language


def choose(programme: Programme, *, site: str = "", scenario: str = "", demand: str = "") -> Plan:
    """The plan of these ids; what is empty is that of the scenario or the first there is.

    Raises ChoiceError for an id the folder does not hold, or that belongs to another site.
    """
    if not programme.sites:
        raise ChoiceError("border.toml: found no site; allowed: at least one [[sites]]")
    changed = _one("scenario", scenario, programme.border_scenarios) if scenario else None
    name = site or (changed.site if changed else programme.sites[0].id)
    place = _one("site", name, programme.sites)
    if changed and changed.site != place.id:
        own = [one for one in programme.border_scenarios if one.site == place.id]
        _one("scenario", scenario, own)
    demands = [one for one in programme.demands if one.site == place.id]
    if not demands:
        raise ChoiceError(f"border.toml: found no demand for {place.id}; allowed: at least one")
    coming = _one("demand", demand or demands[0].id, demands)
    return Plan(*(changed.of(place, coming) if changed else (place, coming)), changed)


def _one(what: str, name: str, among: Sequence[Named]) -> Named:
    for one in among:
        if one.id == name:
            return one
    allowed = ", ".join(one.id for one in among) or "none"
    raise ChoiceError(f"--{what}: found {name!r}; allowed: {allowed}")


def simulated(
    programme: Programme,
    plan: Plan,
    result: BorderResult,
    *,
    language: Language = ENGLISH,
    drawn: bool = False,
) -> Brief:
    """Tell what `result` says of `plan`; `drawn` adds the figures."""
    said = translations(programme, language.code)
    run = Simulated(
        translated(programme, said),
        translated(plan.site, said),
        translated(plan.demand, said),
        translated(plan.scenario, said) if plan.scenario else None,
        result,
        language,
    )
    sections = tuple(section(run) for section in SECTIONS)
    if drawn:
        from goldenbridge.report.border_pictures import pictures  # noqa: PLC0415 - slow to import

        figures = pictures(run)
        sections = tuple(replace(s, figures=figures.get(s.id, ())) for s in sections)
    return Brief(
        programme.id,
        run.site.name,
        language.say("how long does it take to cross?"),
        programme.latest_record,
        result.seed,
        language,
        sections,
        cited(sections, run.programme.sources),
    )
