"""Records as JSON and back."""

import json
import math
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.border.design.search import Cut, Why
from goldenbridge.border.design.staffing import Overload
from goldenbridge.border.design.verdicts import Verdict
from goldenbridge.report.plain import plain, revived

shares = st.floats(0, 1).map(lambda x: round(x, 6))
verdicts = st.builds(
    Verdict, st.none() | st.booleans(), st.integers(0, 3), shares, shares, shares, st.just(8)
)
cuts = st.builds(
    Cut,
    st.lists(st.integers(0, 99), min_size=1).map(tuple),
    st.none() | verdicts,
    st.none() | st.builds(Overload, st.text(), shares, shares),
)


class Held(NamedTuple):
    why: Why
    most: float
    cuts: dict[str, tuple[Cut, ...]]


@given(st.lists(cuts, max_size=3).map(tuple), st.sampled_from(Why))
def test_a_record_comes_back_as_it_was(found: tuple[Cut, ...], why: Why) -> None:
    held = Held(why, math.inf, {"first": found, "none": ()})
    text = json.dumps(plain(held), allow_nan=False)
    assert revived(Held, json.loads(text)) == held


def test_numbers_keep_eight_digits() -> None:
    assert plain([1 / 3, 123456789.0]) == [0.33333333, 123456790.0]
