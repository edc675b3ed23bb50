"""Read a text: sentences, marks in them, and proposals for the programme."""

from collections.abc import Iterator
from datetime import date

from goldenbridge.reading.dates import Mention, dates
from goldenbridge.reading.levels import indicator_in, levels
from goldenbridge.reading.model import Mark, Noted, Read
from goldenbridge.reading.quantities import Quantity, quantities
from goldenbridge.reading.ranks import ranks, sectors
from goldenbridge.reading.sentences import Sentence, sentences
from goldenbridge.reading.works import documents, events, names, projects


def read(text: str, *, day: date | None = None, page_starts: tuple[int, ...] = (0,)) -> Read:
    """Read a text of en, ru, kk or ky; `day`, when it was published, resolves "last year".

    `page_starts` are the places of `text` where its pages begin. The same text and day give the
    same result.
    """
    return Read(tuple(_noted(text, day, page_starts)))


def _noted(text: str, day: date | None, page_starts: tuple[int, ...]) -> Iterator[Noted]:
    spoken_of = ""
    for sentence in sentences(text, page_starts):
        one = note(sentence, day, spoken_of)
        spoken_of = indicator_in(sentence.text) or spoken_of
        yield one


def note(sentence: Sentence, day: date | None, spoken_of: str = "turnover") -> Noted:
    """One sentence with its marks and proposals.

    `spoken_of` is the kind of indicator the text before it spoke of last.
    """
    figures = quantities(sentence.text, sentence.language)
    taken = [(q.start, q.end) for q in figures]
    times = tuple(
        t
        for t in dates(sentence.text, day)
        if not any(t.start < end and start < t.end for start, end in taken)
    )
    level = tuple(levels(sentence, figures, times, spoken_of, day))
    proposals = (
        *level,
        *ranks(sentence),
        *(projects(sentence, times, day) if not level else ()),
        *documents(sentence, times),
        *events(sentence, times),
        *sectors(sentence),
    )
    marks = (*map(_amount, figures), *map(_date, times))
    telling = bool(marks or proposals or names(sentence.text))
    return Noted(sentence, tuple(sorted(marks, key=lambda m: m.start)), proposals, telling)


def _amount(quantity: Quantity) -> Mark:
    kind = "money" if quantity.is_money else "quantity"
    value = f"{quantity.unit} {quantity.value:.12g}"
    return Mark(kind, quantity.start, quantity.end, value, quantity.doubt)


def _date(mention: Mention) -> Mark:
    value = mention.period.text if mention.period else ""
    return Mark("date", mention.start, mention.end, value, mention.doubt)
