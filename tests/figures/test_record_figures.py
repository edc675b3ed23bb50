"""The figures about the tool's own record and about the promises of each sector."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenbridge.figures.caption import Caption
from goldenbridge.figures.figure import Figure
from goldenbridge.figures.reliability import reliability
from goldenbridge.figures.scores import scores
from goldenbridge.figures.statuses import statuses
from goldenbridge.language.languages import ENGLISH, Language
from goldenbridge.language.messages import Message
from goldenbridge.outlook.record import Bin, Record

Check = Callable[[Figure | None], Figure]
CAPTION = Caption("Record", ENGLISH, {"s1": "Office"}, name="mine")


class Loud(Language):
    """Other words for every sentence."""

    def say(self, message: str | Message, /, **values: object) -> str:
        return super().say(message, **values).upper()


def record(bins: tuple[Bin, ...] = (), **more: float) -> Record:
    values = {
        "brier": 0.229,
        "brier_naive": 0.238,
        "brier_drift": 0.219,
        "crps": 0.174,
        "crps_naive": 0.178,
        "crps_drift": 0.207,
        **more,
    }
    return Record(
        indicator="turnover",
        reporter="kg",
        unit="USD bn",
        first_origin=2005,
        last_origin=2022,
        forecasts=80,
        coverage80=0.86,
        reliability=bins,
        **values,
    )


BINS = (Bin(0.0, 0.1, 0.074, 0.118, 17), Bin(0.5, 0.7, 0.57, 0.744, 1078))


def test_reliability_tells_what_was_said_and_what_came(check: Check) -> None:
    figure = check(reliability(record(BINS), CAPTION))
    assert "said 7%, came 12% (17 cases); said 57%, came 74% (1,078 cases)" in figure.alt
    assert ">1,095<" in figure.wide
    assert "came more often than said" in figure.wide
    assert figure.id == "mine"
    assert reliability(record(), CAPTION) is None


def test_words_give_way_to_marks(check: Check) -> None:
    hidden = (Bin(0.0, 0.1, 0.05, 0.97, 5), Bin(0.9, 1.0, 0.95, 0.04, 5))
    figure = check(reliability(record(hidden), CAPTION))
    assert "often than said" not in figure.wide


def test_scores_tell_all_three_and_that_lower_is_better(check: Check) -> None:
    figure = check(scores(record(BINS), CAPTION))
    for told in ("0.229", "0.238", "0.219", "0.174", "0.178", "0.207", "80 forecasts", "USD bn"):
        assert told in figure.alt
    assert "lower is better" in figure.narrow
    loud = check(scores(record(BINS), Caption("T", Loud("en"))))
    assert "THIS TOOL" in loud.narrow
    assert "this tool" not in loud.narrow
    none = Record("i", "r", "u", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ())
    assert scores(none, CAPTION) is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    bins=st.lists(
        st.builds(
            Bin, st.just(0.0), st.just(1.0), st.floats(0, 1), st.floats(0, 1), st.integers(0, 10**6)
        ),
        min_size=1,
        max_size=8,
    ),
    values=st.lists(st.floats(0, 1e9), min_size=6, max_size=6),
)
def test_any_record_can_be_drawn(check: Check, bins: list[Bin], values: list[float]) -> None:
    names = ("brier", "brier_naive", "brier_drift", "crps", "crps_naive", "crps_drift")
    one = record(tuple(bins), **dict(zip(names, values, strict=True)))
    check(reliability(one, CAPTION))
    check(scores(one, CAPTION))


SECTORS = {"trade": "Trade", "border": "Border crossings and transport " * 4, "none": "None"}


def test_statuses_are_counted_in_five_groups(check: Check) -> None:
    counts = {
        ("trade", "kept"): 2,
        ("trade", "kept_late"): 1,
        ("trade", "partly_kept"): 1,
        ("trade", "differs"): 3,
        ("border", "broken"): 40,
        ("border", "unknown"): 1,
        ("border", "something new"): 2,
        ("elsewhere", "kept"): 9,
    }
    figure = check(statuses(counts, SECTORS, CAPTION))
    assert "50 promises in 2 sectors" in figure.alt
    told = "2 kept, 2 kept late or in part, 3 still open, 40 broken and 3 cannot be told"
    assert told in figure.alt
    assert statuses({("elsewhere", "kept"): 9}, SECTORS, CAPTION) is None


@settings(max_examples=40, deadline=None)
@given(
    counts=st.dictionaries(
        st.tuples(st.sampled_from(["trade", "border"]), st.sampled_from(["kept", "broken", "x"])),
        st.integers(1, 10**6),
        min_size=1,
    )
)
def test_any_counts_can_be_drawn(check: Check, counts: dict[tuple[str, str], int]) -> None:
    check(statuses(counts, SECTORS, Caption("T", Loud("en"))))


@pytest.mark.parametrize("n", [1, 10**9])
def test_one_sector_fills_the_room(check: Check, n: int) -> None:
    check(statuses({("trade", "kept"): n}, SECTORS, CAPTION))
