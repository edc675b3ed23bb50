"""The set that scores the reader is whole, large enough and told with right intervals."""

import hashlib

import pytest
from benchmarks import reading


def test_the_unseen_set_is_the_one_that_was_fixed() -> None:
    assert hashlib.sha256(reading.UNSEEN.read_bytes()).hexdigest() == reading.FIXED


def test_sentences_in_four_languages_none_of_them_twice() -> None:
    found = [one for path in (*reading.KNOWN, reading.UNSEEN) for one in reading.labelled(path)]
    texts = [one.sentence.text for one in found]
    assert len(set(texts)) == len(texts) >= 150
    assert {one.sentence.language for one in found} == {"en", "ru", "kk", "ky"}


def test_a_label_of_another_sentence_is_a_miss() -> None:
    one, other = reading.labelled(reading.UNSEEN)[:2]
    hits, missed, wrong = reading.matched(one.labels, other.labels)
    assert (hits, len(missed), len(wrong)) == (0, len(one.labels), len(other.labels))


@pytest.mark.parametrize(
    # Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3
    ("hits", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)],
)
def test_the_interval_is_wilson_s(hits: int, of: int, low: float, high: float) -> None:
    assert reading.wilson(hits, of) == pytest.approx((low, high), abs=5e-5)
