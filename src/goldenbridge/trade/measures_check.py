"""What is wrong with the measures of a plan and with the scenarios made of them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from goldenbridge.site.check import Flaw, Path
from goldenbridge.site.figures import Figure
from goldenbridge.trade.goods_check import ends
from goldenbridge.trade.measures import (
    AS_NOW,
    RULES,
    UNITS,
    Effect,
    Measure,
    Scenario,
    border_scenarios,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What effects may name: sites by border scenario, sites, goods, sectors, figures, basins."""

    border: Mapping[str, str]
    sites: Collection[str]
    goods: Collection[str]
    figures: Mapping[str, Figure]
    basins: Collection[str] = ()


def measure_flaws(
    measures: Sequence[Measure], scenarios: Sequence[Scenario], known: Known
) -> Iterator[Flaw]:
    """Everything wrong with the blocks.

    The paths begin with `measures` or `scenarios`. Figures, measures and border scenarios that are
    named outside effects and are not there are left to whoever read the names.
    """
    for i, measure in enumerate(measures):
        yield from _measure((("measures", i),), measure, known)
    by_id = {measure.id: measure for measure in measures}
    for i, scenario in enumerate(scenarios):
        yield from _scenario((("scenarios", i),), scenario, by_id, known.border)


def _measure(here: Path, measure: Measure, known: Known) -> Iterator[Flaw]:
    if (measure.starts is None) != (measure.starts_basis == "none"):
        found = f"{measure.starts_basis!r}, and {'no ' if measure.starts is None else 'a '}start"
        allowed = "none where no start is given, and only there"
        yield Flaw(here, "starts_basis", found, allowed)
    if not measure.effects:
        yield Flaw(here, "effects", "none", "at least one of [[measures.effects]]")
    seen: set[tuple[str, str]] = set()
    sites: dict[str, str] = {}
    for i, effect in enumerate(measure.effects):
        there = (*here, ("effects", i))
        yield from _effect(there, effect, known)
        if (effect.path, effect.of) in seen:
            found = f"{effect.path} of {effect.of or 'all'} a second time in {measure.id}"
            yield Flaw(there, "path", found, "one effect on a thing")
        elif effect.path == "site" and effect.of in known.border:
            site = known.border[effect.of]
            first = sites.setdefault(site, effect.of)
            if first != effect.of:
                found = f"{effect.of} for {site}, for which {first} is in use"
                yield Flaw(there, "of", found, "one border scenario for a site")
        seen.add((effect.path, effect.of))


def _effect(here: Path, effect: Effect, known: Known) -> Iterator[Flaw]:
    rule = RULES[effect.path]
    names: dict[str, Collection[str]] = {
        "border scenario": known.border,
        "site": known.sites,
        "good": known.goods,
        "basin": known.basins,
    }
    if effect.of and not rule.of:
        yield Flaw(here, "of", repr(effect.of), f"nothing for {effect.path}")
    elif effect.of and effect.of not in names[rule.of]:
        allowed = ", ".join(names[rule.of]) or "there is none yet"
        yield Flaw(here, "of", f"{effect.of!r}, unknown as {rule.of}", allowed)
    elif not effect.of and not rule.whole:
        yield Flaw(here, "of", "nothing", f"the id of a {rule.of}")
    if effect.operation not in rule.operations:
        found = f"{effect.operation} on {effect.path}"
        yield Flaw(here, "operation", found, " or ".join(rule.operations))
    elif (effect.operation == "use") == bool(effect.amount):
        allowed = "nothing for use" if effect.amount else "the id of a figure"
        yield Flaw(here, "amount", repr(effect.amount) if effect.amount else "nothing", allowed)
    elif effect.amount in known.figures:
        yield from _amount(here, effect.operation, known.figures[effect.amount])


def _amount(here: Path, operation: str, figure: Figure) -> Iterator[Flaw]:
    low, high = ends(figure)
    found = f"{figure.id}, {figure.value:g} from {low:g} to {high:g} {figure.unit}"
    if figure.unit != UNITS[operation]:
        yield Flaw(here, "amount", found, f"{UNITS[operation]} to {operation}")
    elif not low <= figure.value <= high:
        yield Flaw(here, "amount", found, "low, value and high in this order")
    elif operation == "multiply" and low <= 0:
        yield Flaw(here, "amount", found, "factors above 0")


def _scenario(
    here: Path, scenario: Scenario, by_id: Mapping[str, Measure], border: Mapping[str, str]
) -> Iterator[Flaw]:
    if scenario.id == AS_NOW:
        yield Flaw(here, "id", repr(AS_NOW), "another id: it is the scenario without measures")
    for field in ("measures", "together"):
        names: tuple[str, ...] = getattr(scenario, field)
        for name in dict.fromkeys(n for i, n in enumerate(names) if n in names[:i]):
            yield Flaw(here, field, f"{name!r} a second time", "once")
    named: defaultdict[str, set[str]] = defaultdict(set)
    for measure in (by_id[name] for name in scenario.measures if name in by_id):
        for name in border_scenarios(measure):
            if name in border:
                named[border[name]].add(name)
    yield from _together(here, scenario.together, named, border)


def _together(
    here: Path, together: Sequence[str], named: Mapping[str, set[str]], border: Mapping[str, str]
) -> Iterator[Flaw]:
    """What is wrong with the combined border scenarios; `named` are those of measures, by site."""
    chosen: dict[str, str] = {}
    for name in dict.fromkeys(one for one in together if one in border):
        site = border[name]
        first = chosen.setdefault(site, name)
        if site not in named:
            found = f"{name} for {site}, which none of its measures changes"
            allowed = " or ".join(named) or "a site they change, and there is none"
            yield Flaw(here, "together", found, f"a border scenario of {allowed}")
        elif first != name:
            yield Flaw(here, "together", f"{first} and {name} for {site}", "one of them")
    for site, several in named.items():
        if len(several) > 1 and site not in chosen:
            found = f"{' and '.join(sorted(several))} for {site}"
            yield Flaw(here, "together", found, "here, one border scenario that stands for them")
