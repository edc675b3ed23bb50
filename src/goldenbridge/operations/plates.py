"""Number plates in one spelling, whatever alphabet they were typed in."""

import re
import unicodedata
from collections.abc import Sequence

from goldenbridge.errors import RuleError

LOOK_ALIKES = str.maketrans("АВЕЁЅІЈКМНОРСТУҮХ", "ABEESIJKMHOPCTYYX")
"""Cyrillic capitals, Kazakh and Kyrgyz ones too, that are drawn like Latin ones."""
_TO_DIGIT = str.maketrans("OI", "01")
_TO_LETTER = str.maketrans("01", "OI")
_BETWEEN = re.compile(r"[\s./·•–—-]+")


def folded(text: str) -> str:
    """Capitals without blanks and dashes, look-alikes in Latin, full-width forms made plain."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return _BETWEEN.sub("", plain).translate(LOOK_ALIKES)


def normal_plate(text: str, country: str, forms: Sequence[str]) -> str:
    """The one spelling of a plate of `country`, so that the same plate is never two.

    `forms` are how its plates look, 9 for a digit and A for a Latin letter, as in "999 AAA 99". O
    and 0, I and 1 change places where the form tells which of them is meant; the code of the
    country, printed on some plates, is left out. A country without forms takes 3 to 12 letters and
    digits. Raises RuleError.
    """
    plate = folded(text)
    if not forms:
        if not (3 <= len(plate) <= 12 and plate.isalnum() and any(c.isdigit() for c in plate)):
            raise RuleError("plate", repr(text), "3 to 12 letters and digits, a digit among them")
        return plate
    for candidate in (plate, plate.replace(country, "", 1)):
        fits = dict.fromkeys(fit for form in forms if (fit := _fit(candidate, folded(form))))
        if candidate in fits:
            return candidate
        if len(fits) == 1:
            return next(iter(fits))
    allowed = f"for {country}: {', '.join(forms)} (9 a digit, A a Latin letter)"
    raise RuleError("plate", _odd(text, plate), allowed)


def _fit(plate: str, form: str) -> str:
    """`plate` with each place as `form` wants it, nothing where it cannot be."""
    if len(plate) != len(form):
        return ""
    made = "".join(_place(found, mark) for found, mark in zip(plate, form, strict=True))
    return made if len(made) == len(form) else ""


def _place(found: str, mark: str) -> str:
    if mark == "9":
        digit = found.translate(_TO_DIGIT)
        return digit if digit in "0123456789" else ""
    letter = found.translate(_TO_LETTER)
    return letter if "A" <= letter <= "Z" else ""


def _odd(text: str, plate: str) -> str:
    strange = [one for one in plate if not (one.isascii() and one.isalnum())]
    return f"{text!r}, in which {strange[0]!r} is like no Latin letter" if strange else repr(text)
