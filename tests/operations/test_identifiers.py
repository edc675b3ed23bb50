"""Plates, vehicles, containers and parcels: one spelling, and a check digit that is right."""

# ruff: noqa: RUF001 - look-alikes are what is tested

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenbridge.errors import RuleError
from goldenbridge.operations.identifiers import normal_container, normal_sscc, normal_vin
from goldenbridge.operations.plates import LOOK_ALIKES, normal_plate

KZ = ("999 AAA 99", "999 AA 99", "99 AAA 99", "A 999 AAA", "A 999 AA")
KG = ("99 999 AAA", "99 999 AA", "A 9999 AA", "A 9999 A")


@pytest.mark.parametrize(
    ("typed", "plate"),
    [
        ("123 ABC 02", "123ABC02"),
        ("123 авс 02", "123ABC02"),
        ("123-АВС-О2", "123ABC02"),
        ("123 AB0 02", "123ABO02"),
        ("１２３ ABC 02", "123ABC02"),
        ("12 OAB 02", "12OAB02"),
        ("120 AB 02", "120AB02"),
        ("А 123 ВСМ", "A123BCM"),
    ],
)
def test_a_plate_has_one_spelling(typed: str, plate: str) -> None:
    assert normal_plate(typed, "KZ", KZ) == plate


@pytest.mark.parametrize("typed", ["01 KG 123 ABC", "01 123 АВС", "О1KG123АВС"])
def test_the_code_of_the_country_is_no_part_of_the_plate(typed: str) -> None:
    assert normal_plate(typed, "KG", KG) == "01123ABC"


def test_another_country_s_plate_takes_any_letters() -> None:
    assert normal_plate("新 A12345", "CN", ()) == "新A12345"
    assert normal_plate("А 123 ВС 77", "RU", ()) == "A123BC77"


@pytest.mark.parametrize(
    "typed", ["", "ABC", "123 ABC", "123 ЖАВ 02", "123 ABC 02 5", "123 AB🚚 02"]
)
def test_a_wrong_plate_says_what_it_may_look_like(typed: str) -> None:
    with pytest.raises(RuleError, match=r"plate: found .*; allowed: for KZ: 999 AAA 99") as told:
        normal_plate(typed, "KZ", KZ)
    assert repr(typed) in str(told.value)


def test_a_letter_like_no_latin_one_is_named() -> None:
    with pytest.raises(RuleError, match="'Ж' is like no Latin letter"):
        normal_plate("123 ЖАВ 02", "KZ", KZ)
    with pytest.raises(RuleError, match="3 to 12 letters and digits"):
        normal_plate("ABC", "UZ", ())


@given(st.sampled_from(KZ), st.data())
def test_look_alikes_and_blanks_change_nothing(form: str, data: st.DataObject) -> None:
    drawn = [
        data.draw(st.sampled_from("0123456789" if mark == "9" else "ABCDEFGHJKLMNPQRSTUVWXYZ"))
        for mark in form.replace(" ", "")
    ]
    cyrillic = {latin: cyr for cyr, latin in LOOK_ALIKES.items()}
    typed = " ".join(
        data.draw(st.sampled_from([one, chr(cyrillic.get(ord(one), ord(one))).lower()]))
        for one in drawn
    )
    assert normal_plate(typed, "KZ", KZ) == "".join(drawn)


# 1M8GDM9AXKP042788 is published as an example of the check digit; a European ninth place is free
@pytest.mark.parametrize("vin", ["1M8GDM9AXKP042788", "11111111111111111", "WDB9634031L738593"])
def test_a_right_vin(vin: str) -> None:
    assert normal_vin(vin.lower()) == vin


@pytest.mark.parametrize(
    ("vin", "told"),
    [
        ("1M8GDM9A1KP042788", "check digit .place 9. is 1; allowed: X there"),
        ("LM8GDM9AXKP042788", "check digit"),
        ("1M8GDM9AXKP04278", "17 digits and Latin letters without I, O and Q"),
        ("1M8GDM9AXKP04278O", "without I, O and Q"),
    ],
)
def test_a_wrong_vin(vin: str, told: str) -> None:
    with pytest.raises(RuleError, match=told):
        normal_vin(vin)


def test_a_container_of_the_standard() -> None:
    assert normal_container("csqu 305438-3") == "CSQU3054383"
    with pytest.raises(RuleError, match=r"check digit .place 11. is 4; allowed: 3 there"):
        normal_container("CSQU3054384")
    with pytest.raises(RuleError, match="U, J or Z"):
        normal_container("CSQA3054383")


def test_a_parcel_number_of_gs1() -> None:
    number = "376104250021234569"
    assert normal_sscc(number) == number
    assert normal_sscc(f"(00) {number}") == normal_sscc(f"00{number}") == number
    with pytest.raises(RuleError, match=r"check digit .place 18. is 8; allowed: 9 there"):
        normal_sscc("376104250021234568")
    with pytest.raises(RuleError, match="18 digits"):
        normal_sscc("37610425002123456")


@given(st.integers(0, 10**17 - 1), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_of_a_parcel_number_is_noticed(serial: int, place: int, step: int) -> None:
    body = f"{serial:017}"
    right = next(f"{body}{d}" for d in range(10) if _sound(f"{body}{d}"))
    wrong = f"{right[:place]}{(int(right[place]) + step) % 10}{right[place + 1 :]}"
    assert not _sound(wrong)


def _sound(number: str) -> bool:
    try:
        return normal_sscc(number) == number
    except RuleError:
        return False
