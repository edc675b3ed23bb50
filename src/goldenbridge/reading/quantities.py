"""Money and measures in a sentence: number, word of scale, unit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from goldenbridge.errors import CellError
from goldenbridge.language.numerals import DIGITS, WORDS, read_digits, read_words

V = TypeVar("V")

_SCALES = {
    r"thousand|тыс(?:яч\w*|\.)|мың|миң": 1e3,
    r"millions?|mln|mn|m|млн\.?|миллион\w*": 1e6,
    r"billions?|bln|bn|b|млрд\.?|миллиард\w*": 1e9,
    r"trillions?|trn|tn|трлн\.?|триллион\w*": 1e12,
}
_HOUR = r"[·⋅∙*.\- ]?(?:ч\w*|сағ\w*|саат\w*)"
_UNITS = {
    "USD": r"(?:US |U\.S\. |American )?dollars?|USD|доллар\w*(?: США)?|долл\.(?: США)?"
    r"|(?:АҚШ|АКШ) доллар\w*",
    "KZT": r"tenge|KZT|теңге\w*|тенге|₸",
    "KGS": r"soms?|KGS|сом(?:ов|а|ду|го|дон|дун)?",
    "EUR": r"euros?|EUR|евро|€",
    "RUB": r"rou?bles?|RUB|рубл\w+|₽",
    "CNY": r"yuan|CNY|юан\w+",
    "%": r"%|per ?cent|percentage points?|процент\w*|пайыз\w*",
    "kWh": rf"kWh|кВт{_HOUR}|киловатт-час\w*",
    "MW": r"MW|МВт|мегаватт\w*",
    "m3": r"cubic met(?:er|re)s?|m3|m³|кубометр\w*|куб\. ?м\w*|кубическ\w+ метр\w*|м3|м³"
    r"|(?:текше|куб) метр\w*",
    "t": r"tonnes?|tons?|т\b|тонн\w*",
    "km": r"km|kilomet(?:er|re)s?|км|километр\w*|шақырым\w*|чакырым\w*",
    "ha": r"hectares?|ha|га|гектар\w*",
    "people": r"people|persons|visitors|tourists|passengers|человек\w*|турист\w*|адам\w*|киши\w*",
    "trucks": r"trucks|lorries|vehicles|грузовик\w*|машин\w*|жүк көлі\w*|жүк ташуучу\w*",
}
_SIGNS = {"US$": "USD", "$": "USD", "USD": "USD", "€": "EUR", "EUR": "EUR", "₸": "KZT"}
MONEY = ("USD", "KZT", "KGS", "EUR", "RUB", "CNY")
_SIGN = "|".join(re.escape(sign) for sign in _SIGNS)
_QUANTITY = re.compile(
    rf"(?<![\w.,-])(?P<sign>(?:{_SIGN})\s?)?(?:(?P<digits>{DIGITS})|(?P<words>{WORDS}))"
    rf"(?:[ \u00a0\u202f-]?(?P<scale>{'|'.join(_SCALES)})(?!\w))?"
    rf"(?:[ \u00a0\u202f]?(?P<unit>{'|'.join(_UNITS.values())})(?!\w))?",
    re.IGNORECASE,
)
_MISPLACED = re.compile(r"[.,]$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a text at [start, end): `value` in `unit`, the base unit without scale.

    `scale` is the word of scale as a number, `doubt` says what had to be decided.
    """

    start: int
    end: int
    value: float
    unit: str
    scale: float
    doubt: str

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of a currency."""
        return self.unit in MONEY


def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """The quantities of a sentence in `language` (en, ru, kk, ky), in their order.

    A number without unit is none; a number in words needs a word of scale or a unit.
    """
    found = (_quantity(match, language) for match in _QUANTITY.finditer(text))
    return tuple(quantity for quantity in found if quantity)


def _quantity(match: re.Match[str], language: str) -> Quantity | None:
    sign, unit = (match["sign"] or "").strip(), match["unit"] or ""
    if not sign and not unit:
        return None
    scale = _matching(_SCALES, match["scale"]) if match["scale"] else 1.0
    try:
        if match["words"]:
            number, doubt = read_words(match["words"]), ""
        else:
            digits = _MISPLACED.sub("", match["digits"])
            number, doubt = read_digits(digits, scale, comma_decimal=language != "en")
    except CellError:
        return None
    base = _SIGNS[sign.upper()] if sign else _matching(_NAMES, unit)
    return Quantity(match.start(), match.end(), number * scale, base, scale, doubt)


_NAMES = {pattern: name for name, pattern in _UNITS.items()}


def _matching(table: Mapping[str, V], text: str) -> V:
    return next(v for form, v in table.items() if re.fullmatch(form, text, re.IGNORECASE))


_HOUSE = {
    "USD": (("USD bn", 1e9), ("USD mn", 1e6), ("USD k", 1e3), ("USD", 1.0)),
    "KZT": (("bn tenge", 1e9),),
    "KGS": (("mn som", 1e6),),
    "kWh": (("TWh", 1e9), ("mn kWh", 1e6)),
    "m3": (("bcm", 1e9), ("mn m3", 1e6)),
    "t": (("mt", 1e6), ("kt", 1e3), ("t", 1.0)),
    "people": (("mn people", 1e6),),
    "%": (("%", 1.0),),
    "MW": (("MW", 1.0),),
    "km": (("km", 1.0),),
    "ha": (("ha", 1.0),),
    "trucks": (("trucks", 1.0),),
}


def house_unit(value: float, unit: str) -> tuple[float, str]:
    """`value` in a unit of the programme folder, the largest that leaves it at least 1.

    A unit the folder does not know stays as it is.
    """
    sizes = _HOUSE.get(unit, ((unit, 1.0),))
    name, size = next(((n, s) for n, s in sizes if abs(value) >= s), sizes[-1])
    return float(f"{value / size:.12g}"), name
