"""Dates in a sentence as periods; what the text does not say is never filled in."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from goldenbridge.errors import CellError
from goldenbridge.language.numerals import read_words
from goldenbridge.language.periods import Period, read_period

_MONTHS = (
    r"jan(?:uary|\.)?|январ\w*|қаңтар\w*",
    r"feb(?:ruary|\.)?|феврал\w*|ақпан\w*",
    r"mar(?:ch|\.)?|март\w*|наурыз\w*",
    r"apr(?:il|\.)?|апрел\w*|сәуір\w*",
    r"may|ма[йяе]\w{0,3}|мамыр\w*",
    r"june?\.?|июн\w*|маусым\w*",
    r"july?\.?|июл\w*|шілде\w*",
    r"aug(?:ust|\.)?|август\w*|тамыз\w*",
    r"sept?(?:ember|\.)?|сентябр\w*|қыркүйек\w*",
    r"oct(?:ober|\.)?|октябр\w*|қазан(?:да|ның|ында|ынан|ға)?",
    r"nov(?:ember|\.)?|ноябр\w*|қараша\w*",
    r"dec(?:ember|\.)?|декабр\w*|желтоқсан\w*",
)
_ORDINALS = (
    r"first|1st|перв\w+|бірінші|биринчи|1|i",
    r"second|2nd|втор\w+|екінші|экинчи|2|ii",
    r"third|3rd|трет\w+|үшінші|үчүнчү|3|iii",
    r"fourth|4th|последн\w+|четв[её]рт\w+|төртінші|төртүнчү|4|iv",
)
_MONTH = f"(?:{'|'.join(_MONTHS)})"
_NTH = f"(?:{'|'.join(_ORDINALS)})"
_YEAR = r"(?:19|20)\d\d"
_RU = r"(?:[ \u00a0](?:год\w*|г\.))?"
_ZHYL = rf"(?P<y>{_YEAR})[ \u00a0-]?ж(?:ыл\w*|\.)[ \u00a0]"
_DASH = r" ?[-–—] ?"
_COUNT = (
    r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|дв[ау]\w?|тр[ие]\w?"
    r"|четыр\w+|пят[ьи]|шест[ьи]|сем[ьи]|вос\w+|девят[ьи]|десят[ьи]|одиннадцати?\w?"
    r"|екі|үш|төрт|бес|алты|жеті|сегіз|тоғыз|он бір|он|эки|үч|беш|жети|сегиз|тогуз|он бир)"
)
_BY_BEFORE = re.compile(
    r"(?:\b(?:by|until|till|before|no later than|не позднее|к|до|до конца|к концу"
    r"|by the end of|before the end of|ahead of)(?: the)?(?: end of)?)\s*$",
    re.IGNORECASE,
)
_BY_AFTER = re.compile(
    r"^\s*(?:соңына |аягына |аяғына )?(?:дейін|шейін|қарай|чейин|карай|карата)", re.IGNORECASE
)
_SEASON = r"spring|summer|autumn|winter|весн\w+|лет(?:о|ом|а)|осен\w+|зим\w+|көктем\w*|жаз\w*|күз\w*|қыс\w*"
_SINCE = re.compile(r"\b(?:since|from|after|с|со|после)\s*$", re.IGNORECASE)

_SINCE_AFTER = re.compile(r"^\s*(?:бері|бастап|бери|баштап)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A date in a text at [start, end); `by` marks a time until, `since` a time from.

    `period` is None where the text names a time that cannot be told without more.
    """

    start: int
    end: int
    period: Period | None
    by: bool
    since: bool
    doubt: str


_Reader = Callable[[re.Match[str], date | None], tuple[str, str]]


def dates(text: str, day: date | None) -> tuple[Mention, ...]:
    """The dates of a sentence in their order; `day`, that of the text, resolves "last year"."""
    taken: list[Mention] = []
    for pattern, reader in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < m.end and m.start < match.end() for m in taken):
                continue
            mention = _mention(match, text, reader, day)
            if mention:
                taken.append(mention)
    return tuple(sorted(taken, key=lambda mention: mention.start))


def _mention(match: re.Match[str], text: str, reader: _Reader, day: date | None) -> Mention | None:
    try:
        written, doubt = reader(match, day)
        period = read_period(written) if written else None
    except CellError:
        return None
    before, after = text[: match.start()], text[match.end() :]
    since = bool(_SINCE.search(before) or _SINCE_AFTER.match(after))
    by = bool(_BY_BEFORE.search(before) or _BY_AFTER.search(after))
    return Mention(match.start(), match.end(), period, by, since, doubt)


def _number(table: tuple[str, ...], text: str) -> int:
    for number, form in enumerate(table, start=1):
        if re.fullmatch(form, text, re.IGNORECASE):
            return number
    raise CellError(repr(text), "a month, a quarter or a half of a year")


def _day_month(match: re.Match[str], _: date | None) -> tuple[str, str]:
    month = _number(_MONTHS, match["m"])
    return f"{match['y']}-{month:02d}-{int(match['d']):02d}", ""


def _day_of_no_year(match: re.Match[str], day: date | None) -> tuple[str, str]:
    month = _number(_MONTHS, match["m"])
    if day is None:
        return "", "a day without a year"
    return f"{day.year}-{month:02d}-{int(match['d']):02d}", "year taken from the day of the text"


def _days(match: re.Match[str], _: date | None) -> tuple[str, str]:
    month = f"{match['y']}-{_number(_MONTHS, match['m']):02d}"
    return f"{month}-{int(match['d']):02d}/{month}-{int(match['e']):02d}", ""


def _season(match: re.Match[str], _: date | None) -> tuple[str, str]:
    return "", f"{match[0]}: a season has no days"


def _months(match: re.Match[str], _: date | None) -> tuple[str, str]:
    first, last = (_number(_MONTHS, match[name]) for name in ("m", "n"))
    return f"{match['y']}-{first:02d}/{match['y']}-{last:02d}", ""


def _month(match: re.Match[str], _: date | None) -> tuple[str, str]:
    return f"{match['y']}-{_number(_MONTHS, match['m']):02d}", ""


def _quarter(match: re.Match[str], _: date | None) -> tuple[str, str]:
    return f"{match['y']}-Q{_number(_ORDINALS, match['q'])}", ""


def _half(match: re.Match[str], _: date | None) -> tuple[str, str]:
    year, half = match["y"], _number(_ORDINALS, match["q"])
    if half > 2:
        raise CellError(repr(match[0]), "the first or the second half of a year")
    return (f"{year}-01/{year}-06" if half == 1 else f"{year}-07/{year}-12"), ""


def _first_months(match: re.Match[str], _: date | None) -> tuple[str, str]:
    said = match["c"]
    months = int(said) if said.isdigit() else int(read_words(said))
    if not 1 <= months <= 12:
        raise CellError(repr(said), "1 to 12 months")
    return f"{match['y']}-01/{match['y']}-{months:02d}", ""


def _years(match: re.Match[str], _: date | None) -> tuple[str, str]:
    return f"{match['y']}/{match['z']}", ""


def _year(match: re.Match[str], _: date | None) -> tuple[str, str]:
    return match["y"], ""


def _iso(match: re.Match[str], _: date | None) -> tuple[str, str]:
    return match[0], ""


def _relative(step: int) -> _Reader:
    def read(match: re.Match[str], day: date | None) -> tuple[str, str]:
        if day is None:
            return "", f"{match[0]}: the day of the text is not known"
        return str(day.year + step), f"{match[0]}: reckoned from the day of the text"

    return read


def _forms(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


def _each(reader: _Reader, *patterns: str) -> list[tuple[re.Pattern[str], _Reader]]:
    return [(_forms(rf"(?<![\w.]){pattern}(?!\w)"), reader) for pattern in patterns]


_D = r"(?P<d>\d{1,2})"
_Y = rf"(?P<y>{_YEAR})"
_M, _N = f"(?P<m>{_MONTH})", f"(?P<n>{_MONTH})"
_Q, _C = f"(?P<q>{_NTH})", f"(?P<c>{_COUNT})"
_PATTERNS: list[tuple[re.Pattern[str], _Reader]] = [
    *_each(_iso, rf"{_YEAR}-\d\d-\d\d"),
    *_each(
        _days,
        rf"{_D}{_DASH}(?P<e>\d{{1,2}}) {_M},? {_Y}{_RU}",
        rf"{_M} {_D}{_DASH}(?P<e>\d{{1,2}}),? {_Y}",
        rf"{_ZHYL}{_D}{_DASH}(?P<e>\d{{1,2}})[ -]?{_M}",
    ),
    *_each(
        _day_month,
        rf"{_D}(?:st|nd|rd|th)?(?: of)? {_M},? {_Y}{_RU}",
        rf"{_M} {_D}(?:st|nd|rd|th)?,? {_Y}",
        rf"{_ZHYL}{_D}[ -]?{_M}",
    ),
    *_each(_months, rf"{_M}{_DASH}{_N}(?: of| in)? {_Y}{_RU}", rf"{_ZHYL}{_M}{_DASH}{_N}"),
    *_each(_month, rf"{_M}(?: of)?,? {_Y}{_RU}", rf"{_ZHYL}{_M}(?! \d)"),
    *_each(_season, rf"(?:{_SEASON})(?: of)? {_Y}{_RU}", rf"{_ZHYL}(?:{_SEASON})"),
    *_each(
        _quarter,
        rf"{_Q} quarter (?:of |in )?{_Y}",
        rf"q(?P<q>[1-4])(?: of)? {_Y}",
        rf"{_Q}(?:-\w+)? квартал\w* {_Y}{_RU}",
        rf"{_ZHYL}{_Q}(?:-\w+)? (?:тоқсан|квартал|чейре)\w*",
    ),
    *_each(
        _half,
        rf"{_Q} half (?:of |in )?{_Y}",
        rf"{_Q} полугоди\w+ {_Y}{_RU}",
        rf"{_Q} половин\w+ {_Y}{_RU}",
        rf"{_ZHYL}{_Q} (?:жарт|жарым)\w*",
    ),
    *_each(
        _first_months,
        rf"(?:the )?(?:first )?{_C} months of {_Y}",
        rf"(?:первы\w+ )?{_C} месяц\w* {_Y}{_RU}",
        rf"{_ZHYL}(?:алғашқы |алгачкы )?{_C} ай\w*",
    ),
    *_each(_years, rf"{_Y}{_DASH}(?P<z>{_YEAR})(?:[ -](?:годы|годов|гг\.?|жыл\w*))?"),
    *_each(_relative(-1), "last year", "previous year", r"прошл\w+ год\w*", "өткен жыл\\w*"),
    *_each(_relative(-1), "былтыр\\w*", "өткөн жыл\\w*"),
    *_each(_relative(0), "this year", "current year", r"(?:эт\w+|текущ\w+) год\w*"),
    *_each(_relative(0), "биыл\\w*", "быйыл\\w*", "ағымдағы жыл\\w*", "учурдагы жыл\\w*"),
    *_each(_relative(1), "next year", r"(?:следующ|будущ)\w+ год\w*", "келесі жыл\\w*"),
    *_each(_relative(1), "келер жыл\\w*", "кийинки жыл\\w*", "келерки жыл\\w*"),
    *_each(_year, rf"{_Y}[ \u00a0-]?(?:год\w*|г\.|ж(?:ыл\w*|\.))", rf"{_Y}(?!\s?%)"),
    *_each(_day_of_no_year, rf"{_D} {_M}", rf"{_M} {_D}(?!\d)"),
]
