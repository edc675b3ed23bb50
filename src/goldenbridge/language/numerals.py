"""Numbers as texts print them: digits with their separators, and words of four languages."""

import re
from collections.abc import Mapping

from goldenbridge.errors import CellError

_THREES = re.compile(r"\d{1,3}(?:,\d{3})+")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_BILLION = 1e9

_UNITS = (
    ("one", "один|одного|одному|одна", "бір", "бир"),
    ("two", "дв(?:а|ух|е|ум)", "екі", "эки"),
    ("three", "тр(?:и|[её]х|[её]м)", "үш", "үч"),
    ("four", "четыр(?:е|[её]х)", "төрт", "төрт"),
    ("five", "пят[ьи]", "бес", "беш"),
    ("six", "шест[ьи]", "алты", "алты"),
    ("seven", "сем[ьи]", "жеті", "жети"),
    ("eight", "вос(?:емь|ьми)", "сегіз", "сегиз"),
    ("nine", "девят[ьи]", "тоғыз", "тогуз"),
    ("ten", "десят[ьи]", "он", "он"),
    ("eleven", "одиннадцат[ьи]"),
    ("twelve", "двенадцат[ьи]"),
    ("thirteen", "тринадцат[ьи]"),
    ("fourteen", "четырнадцат[ьи]"),
    ("fifteen", "пятнадцат[ьи]"),
    ("sixteen", "шестнадцат[ьи]"),
    ("seventeen", "семнадцат[ьи]"),
    ("eighteen", "восемнадцат[ьи]"),
    ("nineteen", "девятнадцат[ьи]"),
)
_TENS = (
    ("twenty", "двадцат[ьи]", "жиырма", "жыйырма"),
    ("thirty", "тридцат[ьи]", "отыз", "отуз"),
    ("forty", "сорока?", "қырық", "кырк"),
    ("fifty", "пят(?:ьдесят|идесяти)", "елу", "элүү"),
    ("sixty", "шест(?:ьдесят|идесяти)", "алпыс", "алтымыш"),
    ("seventy", "сем(?:ьдесят|идесяти)", "жетпіс", "жетимиш"),
    ("eighty", "восемьдесят|восьмидесяти", "сексен"),
    ("ninety", "девяност[оа]", "тоқсан", "токсон"),
)
_HUNDRED = ("hundred", "жүз")
_OTHERS = {
    "сто|ста": 100.0,
    "двести|двухсот": 200.0,
    "триста|тр[её]хсот": 300.0,
    "четыреста": 400.0,
    "пятьсот": 500.0,
    "полтора|полутора|полторы": 1.5,
    "half an?|half|пол(?:у(?=мил))?(?=мил)|жарты|жарым": 0.5,
}
_AND_A_HALF = re.compile(r"[ -](?:and a half|с половиной|жарым)\b", re.IGNORECASE)


def _spelled() -> Mapping[str, float]:
    words = dict(_OTHERS)
    for value, forms in enumerate(_UNITS, start=1):
        words |= dict.fromkeys(forms, float(value))
    for value, forms in enumerate(_TENS, start=2):
        words |= dict.fromkeys(forms, value * 10.0)
    return words | dict.fromkeys(_HUNDRED, 100.0)


_WORDS = [(re.compile(form, re.IGNORECASE), value) for form, value in _spelled().items()]
_WORD = r"(?:(?:{})(?!\w)|полу?(?=мил))".format(
    "|".join(form for form in sorted(_spelled(), key=len, reverse=True) if form != "полу?")
)
WORDS = rf"{_WORD}(?:[ -]{_WORD})*(?:[ -](?:and a half|с половиной|жарым))?"
"""A number in words, as a part of a pattern (ignore case)."""
DIGITS = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d[\d.,]*\d|\d"
"""A number in digits, as a part of a pattern."""


def read_digits(number: str, scale: float, *, comma_decimal: bool = False) -> tuple[float, str]:
    """A number in digits before a word of scale (1e9 for "billion", 1 for none), and any doubt.

    In English a comma before three digits groups thousands, but not before "billion" or more:
    "1,340 billion" is 1.340 billion, and doubted. Where a comma is the decimal sign
    (`comma_decimal`: ru, kk, ky) three digits behind it are thousands only without a word of scale,
    and doubted. Raises CellError on what is no number.
    """
    number = re.sub(r"[ \u00a0\u202f]", "", number)
    if _DOTTED.fullmatch(number):
        return _plain(number.replace(".", ""), number), ""
    if "," not in number:
        return _plain(number, number), ""
    grouped = number.replace(",", "")
    if comma_decimal and "." not in number and number.count(",") == 1:
        if scale == 1.0 and _THREES.fullmatch(number):
            return _plain(grouped, number), f"comma read as thousands: {number} read as {grouped}"
        return _plain(number.replace(",", "."), number), ""
    groups = _THREES.fullmatch(number) and scale < _BILLION
    if groups or number.count(",") > 1 or "." in number:
        return _plain(grouped, number), ""
    point = number.replace(",", ".")
    return _plain(point, number), f"decimal comma: {number} read as {point}"


def read_words(text: str) -> float:
    """A number in words, such as "five hundred", "двух" or "бір жарым".

    Raises CellError on other words.
    """
    half = 0.5 if _AND_A_HALF.search(text) else 0.0
    total = 0.0
    text = _AND_A_HALF.sub("", text)
    for word in re.split(r"[ -](?!an?\b)", text.strip()):
        value = next((value for form, value in _WORDS if form.fullmatch(word)), None)
        if value is None:
            raise CellError(repr(text), "a number in words of en, ru, kk or ky")
        hundreds = word.lower() in _HUNDRED and 0 < total < 10
        total = total * value if hundreds else total + value
    return total + half


def _plain(number: str, text: str) -> float:
    try:
        return float(number)
    except ValueError:
        raise CellError(repr(text), "one number, as in 1.7 or 1 340") from None
