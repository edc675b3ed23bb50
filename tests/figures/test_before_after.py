"""Minutes as it stands and under a proposal, side by side with their intervals."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenbridge.figures.before_after import Pair, before_after
from goldenbridge.figures.caption import Caption
from goldenbridge.figures.figure import Figure
from goldenbridge.language.languages import ENGLISH

Check = Callable[[Figure | None], Figure]
CAPTION = Caption("How long a truck takes", ENGLISH)
NAMES = ("as it stands", "under the proposal")
minutes = st.floats(0, 1e4)


def test_a_pair_tells_both_numbers(check: Check) -> None:
    rows = [Pair("16:00–20:00", 63.25, 2.0, 60.0, 1.5), Pair("20:00–08:00", 20.0, 1, 21.0, 1)]
    figure = check(before_after(rows, CAPTION, NAMES))
    assert figure.alt.startswith(
        "16:00–20:00: as it stands 63.2 min, under the proposal 60.0 min; "
    )
    assert "63.2 min → 60.0 min" in figure.narrow
    assert before_after([], CAPTION, NAMES) is None


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(minutes, minutes, minutes, minutes), min_size=1, max_size=4))
def test_any_pairs_are_drawn(check: Check, rows: list[tuple[float, float, float, float]]) -> None:
    pairs = [Pair(f"shift {i} of a long name", *row) for i, row in enumerate(rows)]
    check(before_after(pairs, CAPTION, NAMES))
