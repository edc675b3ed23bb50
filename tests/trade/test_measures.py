"""Measures and scenarios: which border scenario is in use, and what is refused."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from goldenbridge.language.periods import read_period
from goldenbridge.site.figures import Figure
from goldenbridge.site.scenario import Scenario as BorderScenario
from goldenbridge.trade.measures import RULES, UNITS, Effect, Measure, Scenario, used
from goldenbridge.trade.measures_check import Known, measure_flaws

BORDER = {"wide": "bridge", "quick": "bridge", "wide-and-quick": "bridge", "far": "pass"}


def figure(name: str, value: float, low: float, high: float, unit: str) -> Figure:
    return Figure(id=name, value=value, low=low, high=high, unit=unit, basis="assumed")


FIGURES = (
    figure("half", 0.5, 0.4, 1, "factor"),
    figure("none", 0.5, 0, 1, "factor"),
    figure("more", 0.1, 0, 0.2, "USD bn a year"),
    figure("less", -0.1, -0.2, 0, "USD bn a year"),
    figure("odd", 2, 0.5, 1, "factor"),
)
KNOWN = Known(
    BORDER,
    ("bridge", "pass"),
    ("fish", "energy"),
    {one.id: one for one in FIGURES},
    ("river",),
)


def effect(path: str, of: str = "", amount: str = "", operation: str = "") -> Effect:
    operation = operation or RULES[path].operations[0]
    return Effect(path=path, of=of, operation=operation, amount=amount)


def measure(name: str, *effects: Effect) -> Measure:
    return Measure(
        id=name,
        title=name,
        owners=("both",),
        starts_basis="none",
        sources=("source-1",),
        effects=effects,
    )


def scenario(*measures: str, together: tuple[str, ...] = ()) -> Scenario:
    return Scenario(id="plan", title="Plan", measures=measures, together=together)


def found(
    measures: Sequence[Measure], scenarios: Sequence[Scenario] = ()
) -> list[tuple[str, str, str]]:
    flaws = measure_flaws(measures, scenarios, KNOWN)
    return [
        (".".join(f"{name}[{i}]" for name, i in flaw.path), flaw.field, flaw.found)
        for flaw in flaws
    ]


WIDE = measure("wider", effect("site", "wide"))
QUICK = measure("quicker", effect("site", "quick"), effect("site", "far"))
SITES = tuple(BorderScenario(id=name, site=site, title=name) for name, site in BORDER.items())


def test_each_site_is_in_the_border_scenario_of_its_measure() -> None:
    measures = (WIDE, QUICK, measure("dear", effect("truck-cost", amount="half")))
    assert used(scenario("dear"), measures, SITES) == {}
    assert used(scenario("dear", "wider"), measures, SITES) == {"bridge": "wide"}
    assert used(scenario("quicker"), measures, SITES) == {"bridge": "quick", "pass": "far"}


def test_what_stands_for_several_takes_their_place() -> None:
    both = scenario("wider", "quicker", together=("wide-and-quick",))
    assert used(both, (WIDE, QUICK), SITES) == {"bridge": "wide-and-quick", "pass": "far"}
    assert not found([WIDE, QUICK], [both])


def test_an_unknown_measure_or_border_scenario_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        used(scenario("none"), (WIDE,), SITES)
    with pytest.raises(KeyError):
        used(scenario("wider"), (WIDE,), SITES[1:])


@pytest.mark.parametrize("path", RULES)
def test_every_path_takes_its_own_operations_and_no_other(path: str) -> None:
    of = {"border scenario": "wide", "site": "pass", "good": "fish", "basin": "river", "": ""}[
        RULES[path].of
    ]
    amounts = {"use": "", "add": "more", "multiply": "half"}
    for operation, amount in amounts.items():
        told = found([measure("one", effect(path, of, amount, operation))])
        fits = operation in RULES[path].operations
        assert (
            told == []
            if fits
            else [row[1:] for row in told] == [("operation", f"{operation} on {path}")]
        )
    assert {op for rule in RULES.values() for op in rule.operations} == {*UNITS, "use"}


@pytest.mark.parametrize("path", ["service", "trucks"])
def test_some_effects_may_be_on_all(path: str) -> None:
    assert not found([measure("one", effect(path, amount="half"))])


@pytest.mark.parametrize(
    ("effects", "field", "said"),
    [
        ([effect("site", "narrow")], "of", "'narrow', unknown as border scenario"),
        ([effect("site")], "of", "nothing"),
        ([effect("site", "wide", "half")], "amount", "'half'"),
        ([effect("service", "wide", "half")], "of", "'wide', unknown as site"),
        ([effect("goods", "bridge", "half")], "of", "'bridge', unknown as good"),
        ([effect("goods", amount="half")], "of", "nothing"),
        ([effect("trade", "fish", "half")], "of", "'fish'"),
        ([effect("trade")], "amount", "nothing"),
        ([effect("trade", "", "more")], "amount", "more, 0.1 from 0 to 0.2 USD bn a year"),
        ([effect("trade", "", "half", "add")], "amount", "half, 0.5 from 0.4 to 1 factor"),
        ([effect("trade", "", "none")], "amount", "none, 0.5 from 0 to 1 factor"),
        ([effect("trade", "", "odd")], "amount", "odd, 2 from 0.5 to 1 factor"),
        ([effect("trucks", "fish", "half")] * 2, "path", "trucks of fish a second time in one"),
        ([effect("service", amount="half")] * 2, "path", "service of all a second time in one"),
        (
            [effect("site", "wide"), effect("site", "quick")],
            "of",
            "quick for bridge, for which wide is in use",
        ),
    ],
)
def test_effects_that_make_no_sense_are_told(
    effects: Sequence[Effect], field: str, said: str
) -> None:
    last = f"measures[0].effects[{len(effects) - 1}]"
    told = found([measure("one", *effects)])
    assert told == [(last, field, said)]


def test_trade_may_be_taken_away() -> None:
    assert not found([measure("one", effect("trade", "", "less", "add"))])


def test_a_figure_that_is_not_there_is_left_to_whoever_read_it() -> None:
    assert not found([measure("one", effect("trade", amount="gone"))])


def test_a_measure_changes_something() -> None:
    assert found([measure("idle")]) == [("measures[0]", "effects", "none")]


def test_a_start_and_its_basis_go_together() -> None:
    dated = replace(WIDE, starts=read_period("2027"))
    assert found([dated]) == [("measures[0]", "starts_basis", "'none', and a start")]
    bare = replace(WIDE, starts_basis="stated")
    assert found([bare]) == [("measures[0]", "starts_basis", "'stated', and no start")]
    assert not found([replace(dated, starts_basis="stated")])


@pytest.mark.parametrize(
    ("one", "field", "said"),
    [
        (scenario("wider", "quicker"), "together", "quick and wide for bridge"),
        (scenario("wider", "quicker", together=("far",)), "together", "quick and wide for bridge"),
        (
            scenario("wider", together=("far",)),
            "together",
            "far for pass, which none of its measures changes",
        ),
        (
            scenario("idle", together=("wide",)),
            "together",
            "wide for bridge, which none of its measures changes",
        ),
        (
            scenario("wider", together=("wide", "quick")),
            "together",
            "wide and quick for bridge",
        ),
        (scenario("wider", "wider"), "measures", "'wider' a second time"),
        (scenario("wider", together=("wide", "wide")), "together", "'wide' a second time"),
        (replace(scenario("wider"), id="as-now"), "id", "'as-now'"),
    ],
)
def test_scenarios_that_make_no_sense_are_told(one: Scenario, field: str, said: str) -> None:
    measures = [WIDE, QUICK, measure("idle", effect("truck-cost", amount="half"))]
    assert found(measures, [one]) == [("scenarios[0]", field, said)]


def test_one_border_scenario_named_by_two_measures_needs_no_other() -> None:
    again = measure("again", effect("site", "wide"))
    assert not found([WIDE, again], [scenario("wider", "again")])


def test_names_that_are_not_there_are_left_to_whoever_read_them() -> None:
    odd = scenario("wider", "gone", together=("gone",))
    lost = measure("lost", effect("site", "gone"))
    assert [row[1] for row in found([WIDE, lost], [odd, scenario("lost")])] == ["of"]
