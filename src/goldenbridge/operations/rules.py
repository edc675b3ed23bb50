"""The rule set of a complex: versioned data, each value with where it comes from."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from importlib.resources import files
from typing import Any, TypeVar

from goldenbridge.errors import RuleError
from goldenbridge.operations.advising import Acceptance, Advice, Manning
from goldenbridge.operations.calls import CallRule, Jump, Line

Kind = TypeVar("Kind")
_SAID: Mapping[type, str] = {
    str: "text in quotes",
    date: "a date such as 2026-03-01",
    list: "a list in brackets",
    dict: "a table",
}
FOOD = "food"
"""What stands for foodstuffs among the labels that are kept apart."""
BASES = ("stated", "decided", "assumed")
"""A source says it; the states or this project chose it; nobody has published it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One number of the rule set and its ground."""

    value: float
    unit: str
    basis: str
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The numbers the rules work with; units stand in their names, shares are 0 to 1."""

    hold_min: Term
    sold_ahead_days: Term
    entry_window_min: Term
    reveal_within_min: Term
    early_min: Term
    late_min: Term
    no_show_after_min: Term
    free_cancel_before_min: Term
    deposit_mci: Term
    no_shows_that_keep_deposit: Term
    no_show_days: Term
    no_shows_that_suspend: Term
    suspended_days: Term
    walk_in_share: Term
    capacity_bound: Term
    animal_most_wait_min: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What is done at a station of the site, by which agency, and how soon.

    `needs` are kinds of work that must be done before; those a visit does not have count as done.
    """

    station: str
    kind: str
    agency: str
    target_min: float
    basis: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Goods with `label` may not stand in one zone with goods of other labels, or with food."""

    label: str
    others: tuple[str, ...]
    basis: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """Temperature classes, dangerous-goods labels (ADR 5.2.2), and what is kept apart."""

    temperatures: tuple[str, ...]
    labels: tuple[str, ...]
    apart: tuple[Apart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """What a resident pays a month for a square metre of a kind of plot."""

    kind: str
    per_month_m2: float
    currency: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A version of the rule set; it holds from `valid_from` until a later version does.

    Without `advice` nothing is proposed for the next shifts.
    """

    version: str
    valid_from: date
    terms: Terms
    calls: CallRule
    general_class: str
    plates: Mapping[str, tuple[str, ...]]
    posts: tuple[Post, ...]
    goods: Goods
    fees: tuple[Fee, ...]
    advice: Advice | None = None

    def post(self, station: str) -> Post:
        """What is done at `station`. Raises RuleError for a station the rules do not know."""
        for post in self.posts:
            if post.station == station:
                return post
        raise RuleError("station", repr(station), ", ".join(post.station for post in self.posts))


def read_rules(text: str) -> Rules:
    """The rule set in TOML. Raises RuleError with the field, what it holds and what is allowed."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError("rules", str(error), "TOML") from None
    _names("rules", given, Rules)
    calls = _table("calls", given["calls"])
    _names("calls", calls, CallRule, without=("early_min", "late_min", "animal_most_wait_min"))
    terms = _terms(_table("terms", given["terms"]))
    rules = Rules(
        version=_typed("version", given["version"], str),
        valid_from=_typed("valid_from", given["valid_from"], date),
        terms=terms,
        calls=CallRule(
            lines=_rows(Line, calls, "lines", "calls."),
            jumps=_rows(Jump, calls, "jumps", "calls."),
            early_min=terms.early_min.value,
            late_min=terms.late_min.value,
            animal_classes=_texts("calls.animal_classes", calls["animal_classes"]),
            animal_most_wait_min=terms.animal_most_wait_min.value,
        ),
        general_class=_typed("general_class", given["general_class"], str),
        plates={
            country: _texts(f"plates.{country}", forms)
            for country, forms in _table("plates", given["plates"]).items()
        },
        posts=_rows(Post, given, "posts"),
        goods=_goods(_table("goods", given["goods"])),
        fees=_rows(Fee, given, "fees"),
        advice=_advice(_table("advice", given["advice"])) if "advice" in given else None,
    )
    _check(rules)
    return rules


def rules_on(versions: tuple[Rules, ...], day: date) -> Rules:
    """The version that holds on `day`: the latest that began. Raises RuleError if none had."""
    begun = [rules for rules in versions if rules.valid_from <= day]
    if not begun:
        first = min((rules.valid_from for rules in versions), default=None)
        raise RuleError("day", str(day), f"{first} or later, when the first rule set begins")
    return max(begun, key=lambda rules: rules.valid_from)


def example_rules() -> Rules:
    """The rule set shipped for the worked example."""
    return read_rules(example_text())


def example_text() -> str:
    """The TOML of the rule set shipped for the worked example."""
    folder = files("goldenbridge") / "programmes" / "kazakhstan-kyrgyzstan"
    return (folder / "operations.toml").read_text(encoding="utf-8")


def _goods(given: Mapping[str, Any]) -> Goods:
    _names("goods", given, Goods)
    return Goods(
        temperatures=_texts("goods.temperatures", given["temperatures"]),
        labels=_texts("goods.labels", given["labels"]),
        apart=_rows(Apart, given, "apart", "goods."),
    )


def _advice(given: Mapping[str, Any]) -> Advice:
    _names("advice", given, Advice)
    rows: dict[str, Any] = {
        "manning": _rows(Manning, given, "manning", "advice."),
        "acceptance": _rows(Acceptance, given, "acceptance", "advice."),
    }
    terms = {n: _made(Term, row, f"advice.{n}") for n, row in given.items() if n not in rows}
    return Advice(**terms, **rows)


def _terms(given: Mapping[str, Any]) -> Terms:
    _names("terms", given, Terms)
    return Terms(**{name: _made(Term, row, f"terms.{name}") for name, row in given.items()})


def _rows(record: type, table: Mapping[str, Any], name: str, above: str = "") -> tuple[Any, ...]:
    rows = _typed(f"{above}{name}", table[name], list)
    return tuple(_made(record, row, f"{above}{name}[{i}]") for i, row in enumerate(rows, start=1))


def _made(record: type, row: object, place: str) -> Any:
    given = _table(place, row)
    _names(place, given, record)
    kinds = {field.name: field.type for field in fields(record)}
    return record(**{n: _value(f"{place}.{n}", v, kinds[n]) for n, v in given.items()})


def _value(place: str, value: object, kind: object) -> Any:
    if kind in (float, int):
        number: Any = value
        if isinstance(value, bool) or not isinstance(value, float | int) or number < 0:
            raise RuleError(place, repr(value), "a number, 0 or more")
        return number
    return _typed(place, value, str) if kind is str else _texts(place, value)


def _texts(place: str, value: object) -> tuple[str, ...]:
    return tuple(_typed(place, one, str) for one in _typed(place, value, list))


def _table(place: str, value: object) -> dict[str, Any]:
    return _typed(place, value, dict)


def _typed(place: str, value: object, kind: type[Kind]) -> Kind:
    if not isinstance(value, kind):
        raise RuleError(place, repr(value), _SAID[kind])
    return value


def _names(place: str, row: Mapping[str, Any], record: type, without: tuple[str, ...] = ()) -> None:
    """Raises RuleError unless `row` has every field of `record` it needs, and no other."""
    known = [field for field in fields(record) if field.name not in without]
    names = [field.name for field in known]
    for name in row:
        if name not in names:
            raise RuleError(f"{place}.{name}", "a key that is not known", ", ".join(names))
    for field in known:
        if field.name not in row and field.default is field.default_factory:
            raise RuleError(f"{place}.{field.name}", "nothing", "a value")


def _check(rules: Rules) -> None:
    _check_terms("terms", rules.terms)
    named = [name for line in rules.calls.lines for name in line.classes]
    if len(set(named)) != len(named):
        raise RuleError("calls.lines", "a class in two lines", "each class in one")
    _check_goods(rules)
    _check_posts(rules)
    if rules.advice is not None:
        _check_advice(rules.advice)
    if rules.general_class not in named:
        raise RuleError("general_class", repr(rules.general_class), ", ".join(named))


def _check_terms(place: str, terms: Terms | Advice) -> None:
    for field in fields(terms):
        term = getattr(terms, field.name)
        if not isinstance(term, Term):
            continue
        _basis(f"{place}.{field.name}", term.basis)
        if term.basis == "stated" and not term.source:
            where = f"{place}.{field.name}.source"
            raise RuleError(where, "nothing", "who states it, with the date")


def _check_advice(advice: Advice) -> None:
    _check_terms("advice", advice)
    for one in advice.manning:
        _basis(f"advice.manning.{one.pool}", one.basis)
        if one.least > one.most:
            raise RuleError(f"advice.manning.{one.pool}.least", str(one.least), f"to {one.most}")
    for rule in advice.acceptance:
        _basis(f"advice.acceptance.{rule.id}", rule.basis)
    for name in ("shifts", "block_h", "holds_min"):
        if getattr(advice, name).value < 1:
            raise RuleError(f"advice.{name}.value", f"{getattr(advice, name).value:g}", "1 or more")
    if not 0 < advice.kept_share.value < 1:
        raise RuleError("advice.kept_share.value", f"{advice.kept_share.value:g}", "0 to 1")


def _check_goods(rules: Rules) -> None:
    for one in rules.goods.apart:
        _basis(f"goods.apart.{one.label}", one.basis)
        for label in (one.label, *one.others):
            if label not in (*rules.goods.labels, FOOD):
                raise RuleError("goods.apart", repr(label), ", ".join((*rules.goods.labels, FOOD)))
    for fee in rules.fees:
        _basis(f"fees.{fee.kind}", fee.basis)


def _check_posts(rules: Rules) -> None:
    kinds = {post.kind for post in rules.posts}
    for post in rules.posts:
        _basis(f"posts.{post.station}", post.basis)
        for need in post.needs:
            if need not in kinds:
                raise RuleError(f"posts.{post.station}.needs", repr(need), ", ".join(sorted(kinds)))


def _basis(place: str, basis: str) -> None:
    if basis not in BASES:
        raise RuleError(f"{place}.basis", repr(basis), ", ".join(BASES))
