"""The lot: fixed before it is drawn, fair, and repeated by anybody."""

import dataclasses
import hashlib
import itertools
import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.errors import RuleError
from goldenbridge.operations import lot
from goldenbridge.operations.lot import Draw, Entry

NUMBERS = {"KG": "ab" * 32, "KZ": "01" * 32}
COMMITTED = {party: lot.commitment("L1", party, number) for party, number in NUMBERS.items()}


def _draw(ids: list[str], seats: int = 2, reveals: dict[str, str] | None = None) -> Draw:
    return lot.draw("L1", seats, ids, COMMITTED, NUMBERS if reveals is None else reveals)


def test_the_record_can_be_repeated_by_hand() -> None:
    record = _draw(["c", "a", "b"])
    entries = hashlib.sha256(b"goldenbridge lot\nentries\nL1\na\nb\nc").hexdigest()
    text = f"goldenbridge lot\nseed\nL1\n{entries}\nKG:{'ab' * 32}\nKZ:{'01' * 32}"
    seed = hashlib.sha256(text.encode())
    block = hashlib.sha256(seed.digest() + bytes(8)).digest()
    row = ["a", "b", "c"]
    for last, word in ((2, block[:8]), (1, block[8:16])):
        other = int.from_bytes(word, "big") % (last + 1)
        row[last], row[other] = row[other], row[last]
    assert (record.entries_hash, record.seed) == (entries, seed.hexdigest())
    assert record.order == tuple(row)
    assert record.winners == tuple(row[:2])


@given(st.lists(st.text("abcdef", min_size=1), unique=True, max_size=30), st.integers(0, 30))
def test_the_order_entries_come_in_changes_nothing(ids: list[str], seats: int) -> None:
    record = _draw(ids, seats)
    assert record == _draw(ids[::-1], seats)
    assert sorted(record.order) == sorted(ids)
    assert lot.wrong(dataclasses.asdict(record)) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"order": ("c", "b", "a", "d")},
        {"seed": "00" * 32},
        {"entries_hash": "00" * 32},
        {"silent": ("KG",)},
    ],
)
def test_a_changed_record_is_noticed(change: dict[str, object]) -> None:
    record = dataclasses.asdict(_draw(["d", "b", "a", "c"]))
    assert lot.wrong(record | change) == tuple(change)


def test_an_entry_more_changes_hash_seed_and_order() -> None:
    record = dataclasses.asdict(_draw(["d", "b", "a", "c"]))
    more = ("a", "b", "c", "d", "e")
    assert lot.wrong(record | {"entries": more}) == ("entries_hash", "seed", "order")


def test_every_permutation_is_as_likely() -> None:
    """Chi-square on 12,000 seeds: 24 permutations, 23 degrees of freedom, z below 4."""
    seen = Counter(
        tuple(lot.shuffled("abcd", hashlib.sha256(str(n).encode()).hexdigest()))
        for n in range(12_000)
    )
    chi2 = sum((seen[p] - 500) ** 2 / 500 for p in itertools.permutations("abcd"))
    assert abs((chi2 - 23) / 46**0.5) < 4


def test_words_past_the_last_multiple_are_left_out() -> None:
    assert lot._below(3, iter([2**64 - 1, 7])) == 1


def test_a_silent_side_is_named_and_its_commitment_counts() -> None:
    both, one = _draw(["a", "b", "c"]), _draw(["a", "b", "c"], reveals={"KZ": NUMBERS["KZ"]})
    assert (both.silent, one.silent) == ((), ("KG",))
    assert one.seed != both.seed
    assert lot.wrong(dataclasses.asdict(one)) == ()
    with pytest.raises(RuleError, match="with none the lot is void"):
        _draw(["a"], reveals={})


def test_a_commitment_can_be_neither_copied_nor_opened_otherwise() -> None:
    same = lot.commitment("L1", "KG", NUMBERS["KZ"])
    assert same != COMMITTED["KZ"]
    assert lot.commitment("L2", "KZ", NUMBERS["KZ"]) != COMMITTED["KZ"]
    with pytest.raises(RuleError, match="the number behind"):
        _draw(["a"], reveals={"KZ": NUMBERS["KG"]})
    with pytest.raises(RuleError, match="party: found 'UZ'; allowed: KG, KZ"):
        _draw(["a"], reveals={"UZ": NUMBERS["KG"]})
    with pytest.raises(RuleError, match="64 digits"):
        lot.commitment("L1", "KG", "7")


def test_a_lot_needs_two_sides_places_and_single_entries() -> None:
    with pytest.raises(RuleError, match="one of each of the two states"):
        lot.draw("L1", 1, ["a"], {"KG": COMMITTED["KG"]}, {"KG": NUMBERS["KG"]})
    with pytest.raises(RuleError, match="a second time"):
        _draw(["a", "a"])
    with pytest.raises(RuleError, match="seats: found -1"):
        _draw(["a"], -1)


def test_one_entry_a_vehicle_by_plate_and_by_vin() -> None:
    entries = [
        Entry("4", "P2", "V3", 4),
        Entry("1", "P1", "V1", 1),
        Entry("2", "P1", "V2", 2),
        Entry("3", "P2", "V1", 3),
        Entry("5", "P3", "V5", 5),
    ]
    assert [one.id for one in lot.eligible(entries)] == ["1", "5"]


def test_silence_gives_a_favoured_truck_a_second_chance_and_no_more() -> None:
    """Of 4 trucks and 1 place: 1/4 where both reveal, 1 - (3/4)^2 where KZ picks its draw."""
    lots, fair, picked = 2_000, 0, 0
    for n in range(lots):
        name, ids = f"L{n}", ["a", "b", "c", "d"]
        numbers = {party: hashlib.sha256(f"{party}{n}".encode()).hexdigest() for party in NUMBERS}
        told = {party: lot.commitment(name, party, number) for party, number in numbers.items()}
        both = lot.draw(name, 1, ids, told, numbers)
        silent = lot.draw(name, 1, ids, told, {"KG": numbers["KG"]})
        assert silent.silent == ("KZ",)
        fair += both.winners == ("a",)
        picked += "a" in both.winners + silent.winners
    for found, chance in ((fair, 0.25), (picked, 1 - 0.75**2)):
        z = (found - lots * chance) / math.sqrt(lots * chance * (1 - chance))
        assert abs(z) < 4
