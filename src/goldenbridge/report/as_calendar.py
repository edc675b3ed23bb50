"""Events and deadlines of a programme as iCalendar (RFC 5545), the same bytes for the same day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from goldenbridge.language.periods import Period
from goldenbridge.programme.model import Programme
from goldenbridge.report.changes import as_known

_LONGEST_DAYS = 31
_LINE_OCTETS = 75
_STATUSES = {"held": "CONFIRMED", "planned": "TENTATIVE", "cancelled": "CANCELLED"}
_EPOCH = date(2000, 1, 1)


def as_calendar(programme: Programme, *, as_of: date | None = None) -> str:
    """The calendar as it was known on `as_of`, by default the latest record of the folder.

    An entry keeps its UID for ever. Its SEQUENCE is the number of days from 2000 to the last of the
    dates it rests on (announced, begun, its sources published), so it rises when the entry changed
    and else stays; DTSTAMP is the day of the edition. Events known to the month only span it;
    what is vaguer or has no date is left out. A deadline stands on its last day.
    """
    day = as_of or programme.latest_record
    return written(programme, programme.title, _entries(as_known(programme, day), day))


def written(programme: Programme, title: str, entries: Iterable[str]) -> str:
    """A calendar with the lines of its entries, folded as RFC 5545 asks for."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Golden Bridge//{escaped(programme.id)}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(title)}",
        *entries,
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _entries(programme: Programme, day: date) -> Iterator[str]:
    urls = {source.id: source.url for source in programme.sources}
    published = {source.id: source.published for source in programme.sources}

    def revision(sources: Sequence[str], *own: Period | None) -> int:
        dates = (*own, *(published[name] for name in sources))
        known = (when.middle for when in dates if when and when.middle <= day)
        return (max(known, default=_EPOCH) - _EPOCH).days

    for event in programme.events:
        status = _STATUSES.get(event.status)
        span = _span(event.start, event.end)
        if span and status:
            yield "BEGIN:VEVENT"
            yield from heading(programme.id, f"event-{event.id}", day, span)
            yield f"SEQUENCE:{revision(event.sources, event.known, event.start)}"
            yield f"SUMMARY:{escaped(event.title)}"
            yield f"STATUS:{status}"
            yield f"CATEGORIES:{event.kind.upper()}"
            if event.place:
                yield f"LOCATION:{escaped(event.place)}"
            if event.outcome:
                yield f"DESCRIPTION:{escaped(event.outcome)}"
            yield f"URL:{urls[event.sources[0]]}"
            yield "END:VEVENT"
    for promise in programme.commitments:
        if promise.deadline:
            last = promise.deadline.end
            yield "BEGIN:VEVENT"
            yield from heading(programme.id, f"deadline-{promise.id}", day, (last, last))
            yield f"SEQUENCE:{revision(promise.sources, promise.made_on)}"
            yield f"SUMMARY:{escaped(promise.title)}"
            yield "STATUS:CONFIRMED"
            yield "CATEGORIES:DEADLINE"
            yield f"DESCRIPTION:{escaped(f'{promise.deadline} ({promise.deadline_basis})')}"
            yield f"URL:{urls[promise.sources[0]]}"
            yield "END:VEVENT"


def heading(programme: str, name: str, day: date, span: tuple[date, date]) -> Iterator[str]:
    """The lines every entry begins with: its UID, edition and days."""
    yield f"UID:{name}@{programme}.goldenbridge"
    yield f"DTSTAMP:{day:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{span[0]:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{span[1] + timedelta(days=1):%Y%m%d}"
    yield "TRANSP:TRANSPARENT"


def _span(start: Period | None, end: Period | None) -> tuple[date, date] | None:
    """First and last day; None where the time is not known to the month."""
    if start is None or (start.end - start.start).days >= _LONGEST_DAYS:
        return None
    return start.start, max((end or start).end, start.end)


def escaped(text: str) -> str:
    """Text as RFC 5545, 3.3.11, writes it."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets (3.1), no letter cut in two."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > _LINE_OCTETS:
            pieces.append(piece)
            piece = " "
        piece += letter
    return "\r\n".join([*pieces, piece])
