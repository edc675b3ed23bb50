"""Passes over stations give what the calendar gives, to the last bit."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenbridge.border.compile import compile_site
from goldenbridge.border.runs import run_one
from goldenbridge.border.whatif import WhatIf, feeds_forward, sweep
from goldenbridge.errors import SiteError
from goldenbridge.site.demand import Demand
from goldenbridge.site.distributions import Service
from goldenbridge.site.routes import Leg
from goldenbridge.site.site import Site

Pair = tuple[Site, Demand]


def same(one: object, other: object) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def kept(border_year: Pair) -> WhatIf:
    site, demand = border_year
    return WhatIf(replace(site, yards=()), demand, days=28, seed=3)


def test_the_counters_are_those_of_the_calendar(kept: WhatIf) -> None:
    assert kept.counts is not None
    assert same(kept.counts, run_one(kept.model, 3))
    assert kept.result().overall.mean.value > 0


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pool=st.sampled_from(["gate", "weigh", "docs", "insp", "exit"]),
    night=st.integers(0, 30),
    day=st.integers(1, 40),
)
def test_other_staff_too(kept: WhatIf, pool: str, night: int, day: int) -> None:
    site = kept.site.with_staff(pool, {"22-06": night, "06-22": day})
    model = compile_site(site, kept.demand, days=28, rows=kept.rows)
    assert same(kept.counted(model), run_one(model, 3))


def test_only_what_changes_is_run_again(kept: WhatIf) -> None:
    model = compile_site(kept.site.with_staff("docs", 40), kept.demand, days=28, rows=kept.rows)
    passes = dict(kept.passes)
    kept._filled(model, passes)
    again = [name for k, name in enumerate(model.stations) if passes[k] is not kept.passes[k]]
    assert again == ["docs", "insp", "exit"]
    faster = kept.with_staff("docs", 40).overall.mean.value
    assert faster < kept.result().overall.mean.value


def test_what_needs_a_calendar_is_refused(border_year: Pair, site_of: Callable[..., Pair]) -> None:
    with pytest.raises(SiteError, match="needs a calendar"):
        WhatIf(*border_year, days=1)
    names = {"s": {"service": Service(kind="exponential", mean_min=1.0), "staff": 1}}
    legs = (
        Leg(after="in", to="s"),
        Leg(after="s", to="s", share=0.1),
        Leg(after="s", to="out", share=0.9),
    )
    for pair, plain in (
        (site_of(names, {"a": 0.1}), True),
        (site_of(names, {"a": 0.1}, legs=legs), False),
        (site_of(names, {"a": 0.1}, rule="hand-over"), False),
    ):
        assert feeds_forward(compile_site(*pair, days=1)) == plain


def test_a_sweep_gives_the_same_with_and_without_passes(border_year: Pair) -> None:
    site, demand = border_year
    plans = [{}, {"docs": 30}, {"docs": {"22-06": 14, "06-22": 31}, "gate": 10}]
    kept = sweep(replace(site, yards=()), demand, plans, days=7, replications=3)
    # a yard nobody ever fills needs the calendar and changes nothing
    yard = replace(site.yards[0], trucks=100_000.0)
    run = sweep(replace(site, yards=(yard,)), demand, plans, days=7, replications=3)
    assert [one.overall for one in kept] == [one.overall for one in run]
    assert [one.waits for one in kept] == [one.waits for one in run]
    means = [one.overall.mean.value for one in kept]
    assert means[0] > means[1]
    assert means[0] > means[2]
