"""Rungs climbed, rungs missing, and the wait for the next."""

from datetime import date

import numpy as np
import pytest

from goldenbridge.language.cells import Dated
from goldenbridge.language.languages import ENGLISH
from goldenbridge.language.periods import read_period
from goldenbridge.outlook.ladders import Standing, stand, waits
from goldenbridge.programme.model import Document, Ladder

BOTH = {"KZ": "Aland", "KG": "Beland"}
NOW = date(2026, 3, 16)


def said(standing: Standing) -> tuple[str, ...]:
    return tuple(ENGLISH.say(step) for step in standing.missing)


def document(ends_with: str = "in_force", **rungs: str) -> Document:
    many = {
        name: tuple(
            Dated(party, read_period(when))
            for party, _, when in (step.partition(":") for step in rungs.pop(name, "").split())
        )
        for name in ("adopted", "ratified")
    }
    return Document(
        id="d",
        title="Agreement",
        kind="agreement",
        ends_with=ends_with,
        sources=("s",),
        **many,  # type: ignore[arg-type]
        **{name: read_period(text) for name, text in rungs.items()},  # type: ignore[arg-type]
    )


CLIMBED = document(
    initialed="2023-01-10",
    signed="2023-06-09",
    adopted="KZ:2024-05-15 KZ:2024-09-05",
    ratified="KZ:2024-09-18 KG:2025-02-01",
    in_force="2025-03-01",
    ended="2026",
)


@pytest.mark.parametrize(
    ("as_of", "rung", "since", "missing"),
    [
        (
            date(2023, 1, 1),
            "drafted",
            None,
            ("signature", "ratification by Aland", "ratification by Beland", "entry into force"),
        ),
        (
            date(2023, 2, 1),
            "initialed",
            "2023-01-10",
            ("signature", "ratification by Aland", "ratification by Beland", "entry into force"),
        ),
        (
            date(2023, 7, 1),
            "signed",
            "2023-06-09",
            ("ratification by Aland", "ratification by Beland", "entry into force"),
        ),
        (
            date(2024, 6, 1),
            "adopted by one house",
            "2024-05-15",
            (
                "ratification by Aland (passed by one house)",
                "ratification by Beland",
                "entry into force",
            ),
        ),
        (
            date(2024, 9, 10),
            "adopted by both houses",
            "2024-09-05",
            (
                "ratification by Aland (passed by both houses)",
                "ratification by Beland",
                "entry into force",
            ),
        ),
        (
            date(2024, 10, 1),
            "ratified by one",
            "2024-09-18",
            ("ratification by Beland", "entry into force"),
        ),
        (date(2025, 2, 10), "ratified by both", "2025-02-01", ("entry into force",)),
        (date(2025, 4, 1), "in force", "2025-03-01", ()),
        (date(2026, 6, 1), "in force", "2025-03-01", ()),
        (date(2026, 12, 31), "ended", "2026", ()),
    ],
)
def test_rungs(as_of: date, rung: str, since: str | None, missing: tuple[str, ...]) -> None:
    standing = stand(CLIMBED, parties=BOTH, ladders=(), as_of=as_of)
    assert (standing.rung, said(standing)) == (rung, missing)
    assert (standing.since and standing.since.text) == since


def test_a_document_that_needs_a_signature_only() -> None:
    plan = document("signed", initialed="2025-08-01", signed="2025-08-22")
    before = stand(plan, parties=BOTH, ladders=(), as_of=date(2025, 8, 10))
    assert said(before) == ("signature",)
    assert before.wait is not None
    assert before.wait.step == "signature"
    after = stand(plan, parties=BOTH, ladders=(), as_of=NOW)
    assert (after.rung, after.missing, after.wait) == ("signed", (), None)


def test_three_parties() -> None:
    treaty = document(signed="2024-01-01", ratified="KZ:2024-02-01 KG:2024-03-01")
    three = stand(treaty, parties=BOTH | {"UZ": "Celand"}, ladders=(), as_of=NOW)
    assert (three.rung, said(three)) == (
        "ratified by some",
        ("ratification by Celand", "entry into force"),
    )
    treaty = document(signed="2024-01-01", ratified="KZ:2024-02-01 KG:2024-03-01 UZ:2024-04-01")
    assert (
        stand(treaty, parties=BOTH | {"UZ": "Celand"}, ladders=(), as_of=NOW).rung
        == "ratified by all"
    )


def test_the_clock_of_the_next_step_may_not_have_started() -> None:
    assert stand(document(), parties=BOTH, ladders=(), as_of=NOW).wait is None


def ladder(signed: str, in_force: str = "", last: str = "2030") -> Ladder:
    return Ladder(
        treaty="t",
        parties="A-B",
        signed=read_period(signed) if signed else None,
        in_force=read_period(in_force) if in_force else None,
        last_evidence=read_period(last),
        confidence="high",
    )


def test_waits_by_hand() -> None:
    rows = (
        ladder("2020-01-01", "2020-07-01"),
        ladder("2020-01-01", last="2019"),
        ladder("", last="2024"),
    )
    curve = waits(rows, "entry into force")
    np.testing.assert_allclose(curve.times, [182 / (365.2425 / 12), 0])
    assert curve.over.tolist() == [True, False]


def test_entry_into_force_by_treaties_that_waited_as_long() -> None:
    # Twelve treaties, in force after 1, 2, … 12 thirty-day months.
    rows = tuple(
        ladder("2020-01-01", str(date.fromordinal(date(2020, 1, 1).toordinal() + 30 * n)))
        for n in range(1, 13)
    )
    fresh = document(signed="2026-01-14")
    wait = stand(fresh, parties=BOTH, ladders=rows, as_of=NOW).wait
    assert wait is not None
    # 61 days waited: two treaties were quicker; the median of the other ten is the seventh.
    assert (wait.within_12.probability, wait.within_12.n) == (1, 10)
    assert wait.median == date(2026, 8, 12)
    older = stand(document(signed="2025-12-01"), parties=BOTH, ladders=rows, as_of=NOW).wait
    assert older is not None
    assert (older.within_12.shown_as, older.median) == ("range", None)


def test_the_treaties_as_published(ladders: tuple[Ladder, ...]) -> None:
    curve = waits(ladders, "entry into force")
    done = curve.times[curve.over]
    assert len(done) == 11
    assert np.median(done) == pytest.approx(11.4, abs=0.05)
    # A month is counted to its middle: October 2017, March 2020 and October 2016.
    for months in (1.3, 50.8, 16.6):
        assert np.abs(done - months).min() < 0.06
    assert waits(ladders, "signature").by(60).shown_as == "range"


def test_one_agreement_on_real_waits(ladders: tuple[Ladder, ...]) -> None:
    signed = document(signed="2026-03-16")
    wait = stand(signed, parties=BOTH, ladders=ladders, as_of=date(2026, 3, 16)).wait
    assert wait is not None
    assert wait.within_12.probability == pytest.approx(0.42, abs=0.03)
    assert wait.within_24.probability == pytest.approx(0.74, abs=0.03)
    assert wait.median is not None
    assert wait.median.year == 2027
