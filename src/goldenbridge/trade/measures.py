"""Measures of a plan, what each of them changes, and sets of them that are looked at together.

Amounts are named by the id of a figure, so that range, basis and sources travel with them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from goldenbridge.language.cells import cell
from goldenbridge.language.periods import Period
from goldenbridge.site.scenario import Scenario as BorderScenario

FACTOR, ADDED = "factor", "USD bn a year"
"""The units of an amount that multiplies and of one that is added."""
STARTS = ("stated", "inferred", "assumed", "none")
AS_NOW = "as-now"
"""The scenario without measures, which no folder has to name."""


class Rule(NamedTuple):
    """How effects on one path are written: their operations, and what `of` names.

    `of` is "border scenario", "site", "basin" or "good" (an id of one, or a sector), or empty for
    nothing; `whole` says that an empty `of` means all of them.
    """

    operations: tuple[str, ...]
    of: str = ""
    whole: bool = True


RULES = {
    "site": Rule(("use",), "border scenario", whole=False),
    "service": Rule(("multiply",), "site"),
    "trade": Rule(("multiply", "add")),
    "goods": Rule(("multiply", "add"), "good", whole=False),
    "trucks": Rule(("multiply",), "good"),
    "truck-cost": Rule(("multiply",)),
    "water": Rule(("multiply",), "basin", whole=False),
}
UNITS = {"multiply": FACTOR, "add": ADDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a measure changes once it is carried out."""

    path: str = cell(
        "choice",
        "what it acts on: the site as a border scenario leaves it, durations at a crossing, all "
        "trade, trade in some goods, trucks for the same trade, the cost of a truck's hour, or the "
        "water that the fields of a basin get",
        example="goods",
        required=True,
        choices=tuple(RULES),
    )
    of: str = cell(
        "id",
        "which: a border scenario (site), a site (service; every one when empty), one of the goods "
        "or a sector of them (goods; trucks, all when empty), or a basin (water)",
        example="food-north",
    )
    operation: str = cell(
        "choice",
        "how: a factor, an addition (trade and goods), or the border scenario in use (site)",
        example="multiply",
        required=True,
        choices=("multiply", "add", "use"),
    )
    amount: str = cell(
        "id",
        f"by how much, in {FACTOR} or {ADDED}; nothing for use",
        example="effect-food",
        refers="figure",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Something the two states plan to do, and what it would change."""

    id: str = cell("id", "short code", example="e-queue", required=True)
    title: str = cell("text", "title", example="Electronic queue for trucks", required=True)
    project: str = cell("id", "project it belongs to", example="itlc", refers="project")
    commitments: tuple[str, ...] = cell(
        "ids", "promises it stems from", example='["C041"]', refers="commitment"
    )
    owners: tuple[str, ...] = cell(
        "texts", "who must act", example='["State Revenue Committee"]', required=True
    )
    starts: Period | None = cell("period", "when it is to work", example="2026-02-16")
    starts_basis: str = cell(
        "choice",
        "whether the start is stated, inferred or assumed; none where no date is given",
        example="stated",
        required=True,
        choices=STARTS,
    )
    note: str = cell("text", "what a reader should know", example="")
    sources: tuple[str, ...] = cell(
        "ids", "where it stands", example='["cargoclub-1"]', required=True, refers="source"
    )
    effects: tuple[Effect, ...] = field(default=(), metadata={"table": Effect})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Measures that are looked at together."""

    id: str = cell("id", "short code", example="border-and-complex", required=True)
    title: str = cell("text", "title", example="Border and complex", required=True)
    measures: tuple[str, ...] = cell(
        "ids", "measures carried out", example='["e-queue"]', required=True, refers="measure"
    )
    together: tuple[str, ...] = cell(
        "ids",
        "border scenarios in the place of several that its measures name for one site",
        example='["modernised-with-complex"]',
        refers="border scenario",
    )
    note: str = cell("text", "what a reader should know", example="")


def used(
    scenario: Scenario, measures: Iterable[Measure], border: Iterable[BorderScenario]
) -> dict[str, str]:
    """The border scenario each site is in, by the id of the site; sites left as they are lack.

    `measures` and `border` are all of the folder. What `together` names stands in the place of what
    the measures name for its site. Raises KeyError for ids that are unknown.
    """
    site = {one.id: one.site for one in border}
    by_id = {measure.id: measure for measure in measures}
    named = [name for chosen in scenario.measures for name in border_scenarios(by_id[chosen])]
    return {site[name]: name for name in (*named, *scenario.together)}


def border_scenarios(measure: Measure) -> tuple[str, ...]:
    """The border scenarios a measure puts in use."""
    return tuple(effect.of for effect in measure.effects if effect.path == "site")
