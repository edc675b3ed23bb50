"""Vehicle, container and parcel numbers that carry a check digit."""

import re

from goldenbridge.errors import RuleError
from goldenbridge.operations.plates import folded

_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_VIN_VALUE = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789", strict=True))
_VIN_WEIGHT = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_CHECKED = "12345L"
_CONTAINER = re.compile(r"[A-Z]{3}[UJZ]\d{7}")
_SSCC = re.compile(r"\d{18}", re.ASCII)


def normal_vin(text: str) -> str:
    """A vehicle identification number in capitals.

    Its ninth character is a check digit (49 CFR 565.15) where the law of the maker's country says
    so: North America (numbers from 1 to 5) and China (L, GB 16735). Others use the place freely
    (ISO 3779), and only their characters are checked. Raises RuleError.
    """
    vin = folded(text)
    if not _VIN.fullmatch(vin):
        raise RuleError("vin", repr(text), "17 digits and Latin letters without I, O and Q")
    if vin[0] in _VIN_CHECKED:
        total = sum(
            int(_VIN_VALUE.get(one, one)) * weight
            for one, weight in zip(vin, _VIN_WEIGHT, strict=True)
        )
        _right("vin", text, place=9, found=vin[8], due="0123456789X"[total % 11])
    return vin


def normal_container(text: str) -> str:
    """A freight container number with its check digit (ISO 6346:2022, annex A)."""
    number = folded(text)
    if not _CONTAINER.fullmatch(number):
        allowed = "owner of 3 letters, then U, J or Z, then 6 digits and the check digit"
        raise RuleError("container", repr(text), allowed)
    total = sum(_container_value(one) << place for place, one in enumerate(number[:10]))
    _right("container", text, place=11, found=number[10], due=str(total % 11 % 10))
    return number


def normal_sscc(text: str) -> str:
    """A serial shipping container code, with or without the application identifier (00) of GS1."""
    number = folded(text).removeprefix("(00)")
    if len(number) == 20:
        number = number.removeprefix("00")
    if not _SSCC.fullmatch(number):
        raise RuleError("sscc", repr(text), "18 digits, the last of them the check digit")
    total = sum(int(one) * (3, 1)[place % 2] for place, one in enumerate(number[:17]))
    _right("sscc", text, place=18, found=number[17], due=str(-total % 10))
    return number


def _container_value(one: str) -> int:
    """Digits count as themselves, letters from 10 without the multiples of 11."""
    if one.isdigit():
        return int(one)
    plain = ord(one) - ord("A") + 10
    return plain + (plain > 10) + (plain > 20) + (plain > 30)


def _right(field: str, text: str, *, place: int, found: str, due: str) -> None:
    if found != due:
        found = f"{text!r}, whose check digit (place {place}) is {found}"
        raise RuleError(field, found, f"{due} there, or other characters before it")
