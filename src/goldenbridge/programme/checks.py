"""Checks over more than one cell: ids, units, repeated rows, deadlines, cycles, absurd values."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from goldenbridge.errors import CellError, Fault
from goldenbridge.language.amounts import read_amount
from goldenbridge.language.cells import Moment
from goldenbridge.language.periods import Period
from goldenbridge.programme import model
from goldenbridge.programme.records import Place, Rule, Wrong
from goldenbridge.statistics.observations import Observation
from goldenbridge.statistics.partners import PartnerTrade
from goldenbridge.statistics.units import UNITS, convert

ABSURD = 50.0
"""A whole year this many times above or below the median of its series is a slip, not a value."""
_ENOUGH_YEARS = 4
LAST_HORIZON = 2100
ASSUMPTIONS = ("spoken-error", "preliminary-error")
"""The brief cannot be made without them: the error of a figure that is not final."""
_WITH_IDS = (
    *(model.Source, model.Party, model.Reporter, model.Sector, model.Project, model.Indicator),
    *(model.Assumption, model.Commitment, model.Document, model.Event, model.Claim, model.Place),
    model.Promise,
)


class _Year(NamedTuple):
    place: Place
    value: float
    unit: str
    judged: bool


class Checks:
    """The rules of one folder, with what they remember from row to row.

    Indicators must pass before the rows in their units.
    """

    def __init__(self) -> None:
        self._units: dict[str, str] = {}
        self._years: defaultdict[tuple[str, str], list[_Year]] = defaultdict(list)
        self._links: dict[str, dict[str, tuple[Place, Sequence[str]]]] = {}

    def rules(self) -> dict[type, tuple[Rule, ...]]:
        """The rules of each record that has any."""
        rules: dict[type, tuple[Rule, ...]] = {
            record: (Rule("id", ("id",), _once("the id {}")),) for record in _WITH_IDS
        }
        rules[model.Programme] = (Rule("assumptions", ("assumptions",), _assumed),)
        rules[model.Party] += (Rule("iso", ("iso",), _iso),)
        rules[model.Indicator] += (
            Rule("unit", ("unit", "id"), self._remember_unit),
            Rule("sum_of", ("id", "sum_of"), self._link("sum_of")),
        )
        rules[model.Commitment] += (
            *_COMMITMENT,
            Rule("unit", ("unit", "indicator", "target"), self._commitment_unit),
            Rule("supersedes", ("id", "supersedes"), self._link("supersedes")),
        )
        rules[model.Claim] += (Rule("unit", ("unit", "indicator", "check"), self._claim_unit),)
        rules[model.Place] += _PLACE
        rules[model.Translation] = (Rule("text", ("text",), _once("the text {!r}")),)
        rules[Observation] = (
            Rule("unit", ("unit", "indicator"), self._unit),
            Rule("value", ("value",), _not_negative),
            Rule("period", _OBSERVED, _once_observed()),
            Rule("value", _COMPARED, self._remember_year),
            Rule("printed", ("printed", "value", "unit"), _as_printed),
        )
        rules[PartnerTrade] = (
            Rule("unit", ("unit",), _known_unit),
            Rule("exports", ("exports",), _not_negative),
            Rule("imports", ("imports",), _not_negative),
            Rule("partner", _TRADED, _once("the partner of reporter {0} in {1}, {2!r},")),
        )
        return rules

    def faults(self) -> Iterable[Fault]:
        """What shows only when every row is read: absurd values and cycles."""
        for (indicator, _), years in self._years.items():
            yield from _absurd(years, self._units.get(indicator, ""))
        for field, links in self._links.items():
            for cycle in _cycles({name: ids for name, (_, ids) in links.items()}):
                file, line = links[cycle[0]][0]
                yield Fault(file, line, field, f"a cycle, {' → '.join(cycle)}", "no cycle")

    def _remember_unit(self, place: Place, unit: str, indicator: str) -> Wrong | None:
        self._units[indicator] = unit
        return _known_unit(place, unit)

    def _unit(self, _: Place, unit: str, indicator: str) -> Wrong | None:
        wanted = self._units.get(indicator, unit)
        if unit == wanted and unit in UNITS:
            return None
        return _convertible(unit, wanted, indicator)

    def _commitment_unit(
        self, place: Place, unit: str, indicator: str, target: float | None
    ) -> Wrong | None:
        if not indicator or (target is None and not unit):
            return None
        return self._unit(place, unit, indicator)

    def _claim_unit(self, place: Place, unit: str, indicator: str, check: str) -> Wrong | None:
        return self._unit(place, unit, indicator) if check == "level" and indicator else None

    def _remember_year(  # noqa: PLR0913 - one argument for each field it needs
        self,
        place: Place,
        indicator: str,
        reporter: str,
        period: Period,
        value: float,
        unit: str,
        confidence: str,
    ) -> None:
        if period.is_year:
            judged = confidence != "low"
            self._years[indicator, reporter].append(_Year(place, value, unit, judged))

    def _link(self, field: str) -> Callable[[Place, str, str | Sequence[str]], None]:
        links = self._links.setdefault(field, {})

        def remember(place: Place, name: str, ids: str | Sequence[str]) -> None:
            if ids:
                links[name] = place, [ids] if isinstance(ids, str) else ids

        return remember


_OBSERVED = ("indicator", "reporter", "period", "standing", "vintage", "source")
_COMPARED = ("indicator", "reporter", "period", "value", "unit", "confidence")
_TRADED = ("reporter", "year", "partner", "vintage", "source")


def _once(thing: str) -> Callable[..., Wrong | None]:
    seen: dict[tuple[object, ...], Place] = {}

    def test(place: Place, *key: object) -> Wrong | None:
        first = seen.setdefault(key, place)
        if first is place:
            return None
        return f"{thing.format(*key)} a second time; first in {first}", "once"

    return test


def _once_observed() -> Callable[..., Wrong | None]:
    """One final value for a period and vintage; others may come from several sources."""
    seen: dict[tuple[object, ...], Place] = {}
    allowed = "one final row for each period and vintage, one other row for each source too"

    def test(  # noqa: PLR0913 - one argument for each field it needs
        place: Place,
        indicator: str,
        reporter: str,
        period: Period,
        standing: str,
        vintage: Period,
        source: str,
    ) -> Wrong | None:
        origin = standing if standing == "final" else (standing, source)
        key = (indicator, reporter, period.start, period.end, vintage.start, vintage.end, origin)
        first = seen.setdefault(key, place)
        if first is place:
            return None
        row = f"{indicator} of {reporter}, {standing}, published {vintage}"
        return f"duplicate period {period} ({row}; first in {first})", allowed

    return test


def _assumed(_: Place, assumptions: Sequence[model.Assumption]) -> Wrong | None:
    missing = [name for name in ASSUMPTIONS if name not in {row.id for row in assumptions}]
    if not missing:
        return None
    return f"none with the id {' and '.join(missing)}", f"{' and '.join(ASSUMPTIONS)} among them"


def _not_negative(_: Place, value: float | None) -> Wrong | None:
    if value is None or value >= 0:
        return None
    return f"{value:g}, a negative value", "0 or more"


def _as_printed(_: Place, printed: str, value: float, unit: str) -> Wrong | None:
    """An amount of dollars as printed must be the value, read with its decimal comma if any."""
    if not printed:
        return None
    try:
        usd = read_amount(printed).usd
    except CellError:
        return None
    if UNITS.get(unit, ("",))[0] != UNITS["USD"][0] or math.isclose(
        usd, convert(value, unit, "USD"), rel_tol=1e-6
    ):
        return None
    return f"{printed!r} beside the value {value:g} {unit}", f"text that reads as {usd:g} USD"


def _known_unit(_: Place, unit: str) -> Wrong | None:
    return None if unit in UNITS else _convertible(unit, unit, "")


def _convertible(unit: str, wanted: str, indicator: str) -> Wrong | None:
    if unit not in UNITS:
        found = f"{unit!r}, an unknown unit" if unit else "nothing"
        return found, ", ".join(UNITS)
    if wanted not in UNITS or UNITS[unit][0] == UNITS[wanted][0]:
        return None
    fitting = [name for name, (dimension, _) in UNITS.items() if dimension == UNITS[wanted][0]]
    found = f"{unit!r}, a unit of {UNITS[unit][0]}"
    return found, f"{', '.join(fitting)}, as {indicator} is in {wanted}"


def _target(_: Place, testable: bool, target: float | None, note: str) -> Wrong | None:  # noqa: FBT001 - a field
    if not testable or target is not None or note:
        return None
    return "nothing", "a target, a note that says why there is none, or testable = false"


def _deadline_basis(
    _: Place, basis: str, deadline: Period | None, event: Moment | None
) -> Wrong | None:
    has = deadline is not None or event is not None
    if basis == "none" and has:
        return "'none', and a deadline", "stated, inferred or assumed where there is a deadline"
    if basis != "none" and not has:
        return f"{basis!r}, and no deadline", "none where there is no deadline"
    return None


def _one_deadline(_: Place, deadline: Period | None, event: Moment | None) -> Wrong | None:
    if deadline is None or event is None:
        return None
    return "deadline and deadline_event", "one of them"


def _deadline_after(_: Place, deadline: Period | None, made_on: Period) -> Wrong | None:
    if deadline is None or deadline.end >= made_on.start:
        return None
    return f"{deadline}, before it was made", f"a period that ends on or after {made_on}"


def _iso(_: Place, iso: str) -> Wrong | None:
    if not iso or (len(iso) == 3 and iso.isascii() and iso.isalpha() and iso.isupper()):
        return None
    return repr(iso), "three capital letters of ISO 3166-1, as in KAZ"


def _within(limit: float) -> Callable[[Place, float | None], Wrong | None]:
    def test(_: Place, degrees: float | None) -> Wrong | None:
        if degrees is None or -limit <= degrees <= limit:
            return None
        return f"{degrees:g}", f"{-limit:g} to {limit:g} degrees"

    return test


def _both(_: Place, lat: float | None, lon: float | None) -> Wrong | None:
    if (lat is None) == (lon is None):
        return None
    return "one of lat and lon", "both, or neither where no point is known"


_PLACE = (
    Rule("lat", ("lat",), _within(90)),
    Rule("lon", ("lon",), _within(180)),
    Rule("lon", ("lat", "lon"), _both),
)
_COMMITMENT = (
    Rule("target", ("testable", "target", "note"), _target),
    Rule("deadline_basis", ("deadline_basis", "deadline", "deadline_event"), _deadline_basis),
    Rule("deadline_event", ("deadline", "deadline_event"), _one_deadline),
    Rule("deadline", ("deadline", "made_on"), _deadline_after),
)


def horizon(year: int, observations: Iterable[Observation]) -> Wrong | None:
    """What is wrong with the last forecast year, given what is observed."""
    first = max((row.period.year for row in observations), default=1)
    if first <= year <= LAST_HORIZON:
        return None
    return str(year), f"{first} to {LAST_HORIZON}, no year before the last one measured"


def _absurd(years: Sequence[_Year], unit: str) -> Iterable[Fault]:
    """Whole years far from the median of their series; rows of low confidence are let through."""
    dimension = UNITS[unit][0] if unit in UNITS else ""
    rows = [row for row in years if row.unit in UNITS and UNITS[row.unit][0] == dimension]
    values = [convert(row.value, row.unit, unit) for row in rows]
    middle = median(values) if len(rows) >= _ENOUGH_YEARS else 0.0
    if middle <= 0:
        return
    for row, value in zip(rows, values, strict=True):
        if row.judged and value > 0 and not middle / ABSURD <= value <= middle * ABSURD:
            found = f"{row.value:g} {row.unit}, against a median of {middle:g} {unit} in its series"
            limits = f"{middle / ABSURD:g} to {middle * ABSURD:g} {unit}"
            allowed = f"{limits}, or anything where confidence is low"
            yield Fault(*row.place, "value", found, allowed)


def _cycles(links: Mapping[str, Sequence[str]]) -> Iterable[list[str]]:
    """Cycles that share no link, each with its first id again at its end."""
    left = {name: list(ids) for name, ids in links.items()}
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            cycle = error.args[1][::-1]
            for name, other in pairwise(cycle):
                left[name].remove(other)
            yield cycle
        else:
            return
