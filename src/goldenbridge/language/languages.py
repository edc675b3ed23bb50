"""How each language says messages, numbers, dates and lists.

English is the source. The other languages are catalogues in the form of gettext, one file each in
`catalogues/`; what a catalogue does not hold is said in English, and a test lets none be missing.
"""

import functools
import gettext
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from importlib.resources import files

from babel.core import Locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from goldenbridge.language.messages import (
    LANGUAGES,
    Chance,
    Listing,
    Message,
    Number,
    Own,
    Quantity,
    Share,
)
from goldenbridge.language.periods import Period, read_period

_LOCALES = {"en": "en_GB"}
_CERTAIN = 0.01
_LARGE = 100
# Units that stand before or around their figure; every other unit follows it.
AROUND = {
    "USD": "${number}",
    "USD k": "${number} k",
    "USD mn": "${number} mn",
    "USD bn": "${number} bn",
}


class Language:
    """One language, by its code in LANGUAGES; KeyError for another code."""

    def __init__(self, code: str) -> None:
        if code not in LANGUAGES:
            raise KeyError(code)
        self.code = code
        self.locale = Locale.parse(_LOCALES.get(code, code))
        self._said, self._form = _catalogue(code) if code != "en" else ({}, _english_form)

    def say(self, message: str | Message, /, **values: object) -> str:
        """Say a message, or a template with its values."""
        if isinstance(message, str):
            message = Message(message, values)
        forms, form = self._said.get(message.template), self._form
        if forms is None:
            forms, form = (message.template, message.many), _english_form
        said = forms[form(message.count) if message.many else 0]
        return said.format(**{name: self.value(value) for name, value in message.values.items()})

    def value(self, value: object) -> str:
        """Say one value by its kind; text stays as it is."""
        for kind, said in self._KINDS:
            if isinstance(value, kind):
                return said(self, value)
        return str(value)

    def figure(self, value: float) -> str:
        """A number as short as it can be told: 2, 1.69, 847, 847.2."""
        if abs(value) < _LARGE and value != int(value):
            return self.number(value, 2)
        return self.number(value, 0 if abs(value - round(value)) < 0.05 else 1)

    def number(self, value: float, digits: int, *, signed: bool = False) -> str:
        """A number with exactly so many decimals."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        if signed:
            pattern = f"+{pattern};-{pattern}"
        return format_decimal(value, format=pattern, locale=self.locale)

    def percent(self, share: float, digits: int = 0) -> str:
        """A share as a percentage: 0.084 is "8%", with one decimal "8.4%"."""
        pattern = self.locale.percent_formats[None].pattern
        decimals = "." + "0" * digits if digits else ""
        return format_percent(
            share, format=pattern.replace("#0", f"#0{decimals}"), locale=self.locale
        )

    def chance(self, probability: float) -> str:
        """A probability as a percentage that never claims certainty: 0.003 is "under 1%"."""
        if probability < _CERTAIN:
            return self.say("under {bound}", bound=Share(_CERTAIN))
        if probability > 1 - _CERTAIN:
            return self.say("over {bound}", bound=Share(1 - _CERTAIN))
        return self.percent(probability)

    def quantity(self, value: float, unit: str, digits: int | None = None) -> str:
        """A figure with its unit: 1.7, "USD bn" is "$1.70 bn"."""
        if unit == "%":
            return self.percent(value / 100, 0 if value == int(value) else 1)
        figure = self.figure(value) if digits is None else self.number(value, digits)
        if unit in AROUND:
            return self.say(AROUND[unit], number=figure)
        return f"{figure} {self.unit(unit)}".strip()

    def unit(self, unit: str) -> str:
        """The name of a unit."""
        return self.say(unit) if unit else ""

    def listing(self, items: Sequence[object]) -> str:
        """Items as a list: "a, b and c"."""
        return format_list([self.value(item) for item in items], locale=self.locale)

    def day(self, day: date) -> str:
        """A day in full: "16 March 2026"."""
        return format_date(day, "long", locale=self.locale)

    def month(self, day: date) -> str:
        """The month of a day: "March 2026"."""
        return format_skeleton("yMMMM", day, locale=self.locale)

    def period(self, period: Period) -> str:
        """A period as it was given: "2030", "March 2026", "16 March 2026", "quarter 1 of 2027"."""
        spans = [read_period(text) for text in period.text.split("/")]
        units = {_unit(span) for span in spans}
        if len(spans) == 2 and len(units) == 1 and (unit := units.pop()):
            first, last = (span.start for span in spans)
            return str(format_interval(first, last, unit, fuzzy=True, locale=self.locale))
        return " – ".join(self._span(text) for text in period.text.split("/"))

    def _span(self, text: str) -> str:
        span = read_period(text)
        if span.is_year:
            return text
        if "Q" in text:
            return self.say("quarter {quarter} of {year}", quarter=text[-1], year=text[:4])
        return self.day(span.start) if span.start == span.end else self.month(span.start)

    _KINDS: Sequence[tuple[type, Callable[..., str]]] = (
        (Message, say),
        (Own, lambda _, value: value.text),
        (Quantity, lambda self, value: self.quantity(*value)),
        (Share, lambda self, value: self.percent(*value)),
        (Chance, lambda self, value: self.chance(value.value)),
        (Number, lambda self, value: self.number(value.value, value.digits, signed=value.signed)),
        (Listing, lambda self, value: self.listing(value.items)),
        (Period, period),
        (date, day),
        (int, lambda self, value: self.number(value, 0)),
        (float, figure),
    )


def _unit(span: Period) -> str:
    """The skeleton by which CLDR tells a day or a month; nothing for a year or a quarter."""
    if span.start == span.end:
        return "yMMMMd"
    return "yMMMM" if (span.end - span.start).days < 31 else ""


def _english_form(count: int) -> int:
    return int(count != 1)


@functools.cache
def _catalogue(code: str) -> tuple[Mapping[str, tuple[str, ...]], Callable[[int], int]]:
    """What a language says for each template, in every plural form, and the form for a count."""
    path = files("goldenbridge.language") / "catalogues" / f"{code}.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code)
    said: dict[str, tuple[str, ...]] = {}
    for entry in catalogue:
        if entry.id and entry.string and not entry.fuzzy:
            one = entry.id if isinstance(entry.id, str) else entry.id[0]
            forms = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)
            if all(forms):
                said[one] = forms
    return said, gettext.c2py(catalogue.plural_expr)


ENGLISH = Language("en")
