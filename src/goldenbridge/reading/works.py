"""Works that are to be done, documents on their ladder, and events."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from goldenbridge.reading import lexicon
from goldenbridge.reading import work_words as lists
from goldenbridge.reading.dates import Mention
from goldenbridge.reading.model import Proposal
from goldenbridge.reading.sentences import Sentence

_BEFORE = re.compile(
    r"(?:[A-Z][\w'’–-]*(?: (?:and|of|of the))? )+$|(?:[A-Z][\w'’–-]* )*[a-z-]+ $"
    r"|(?:(?!\w*(?:его|году) )[\w-]+(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ую|юю|ых|их) ){1,3}$"
    r"|(?:[\w-]+(?:лық|лік|дық|дік|тық|тік|лык|лик|дык|дик|тык|тик|луу|лүү|аралық) ){1,2}$"
)
"""What stands before the head of a name and belongs to it."""
_NO_NAME = re.compile(
    r"(?:the|an?|and|or|of|to|in|for|on|by|with|its|their|this|that|new|old|first|next|last|is|are|was"
    r"|were|be|been|will|said|also|between|from|at|near|under|open|build|launch|complete|host|hold|direct"
    r"|two|three|several|many|signed|adopted|ratified|approved|initial+ed|\w+ing|\w+ed)",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:near|at|outside|over|from|beside|close to|through|across|in|возле|у|около|через)"
    r"(?: the| an?)?(?: [A-Z]\w+)? $"
)


def projects(sentence: Sentence, times: Sequence[Mention], day: date | None) -> Iterator[Proposal]:
    """A work that is to be built, opened or finished, and by when if the sentence says it.

    A work with a date to come (after `day`) is taken as one even by a verb the rules do not know.
    """
    text = sentence.text
    verbs = list(lists.BUILD.finditer(text))
    heads = [m for m in lists.WORK.finditer(text) if not any(_same(m, v) for v in verbs)]
    if not heads or lists.NO_WORK.search(text) or _papers(text):
        return
    when = _due(times, verbs, sentence.language)
    to_come = bool(when and when.period and day and when.period.end > day)
    if not (to_come or verbs) or (lists.DONE.search(text) and not lexicon.AIM.search(text)):
        return
    own = [h for h in heads if not _BESIDE.search(text[: h.start()])] or heads
    head = min(own, key=lambda h: min([abs(h.start() - v.start()) for v in verbs] or [h.start()]))
    start = _name_start(text, head)
    says = {"name": text[start : head.end()]}
    doubts = []
    if when and when.period:
        says["deadline"] = when.period.text
        doubts = [when.doubt] if when.doubt else []
    else:
        doubts = ["the sentence gives no date"]
    yield Proposal("project", sentence, start, head.end(), says, tuple(doubts))


def documents(sentence: Sentence, times: Sequence[Mention]) -> Iterator[Proposal]:
    """Documents that climb a rung in the sentence, or are to be signed."""
    text = sentence.text
    rungs = [(rung, m) for rung, form in lists.RUNGS.items() for m in form.finditer(text)]
    rungs = rungs or [("", m) for m in lists.MISTAKEN.finditer(text)]
    for kind, match in _papers(text):
        rung, verb = min(rungs, key=lambda pair: _apart(pair[1], match))
        doubts = []
        if not rung:
            doubts.append(f"“{verb[0]}”: initialed may be meant")
        planned = lists.TO_COME.search(text) and rung != "in_force"
        start = _name_start(text, match)
        says = {
            "name": text[start : match.end()],
            "kind": kind,
            "rung": "planned" if planned else rung,
        }
        for time in times:
            if time.period and not time.by and time.period.start == time.period.end and not planned:
                says["date"] = time.period.text
                doubts += [time.doubt] if time.doubt else []
                break
        yield Proposal("document", sentence, start, match.end(), says, tuple(doubts))


def events(sentence: Sentence, times: Sequence[Mention]) -> Iterator[Proposal]:
    """Events that took place or are to, with their date or the event they are to precede."""
    text = sentence.text
    to_be, held = lists.TO_BE_HELD.search(text), lists.HELD.search(text)
    dated = [
        t for t in times if t.period and (t.period.end - t.period.start).days < lists.A_QUARTER
    ]
    if not (to_be or held or dated) or lexicon.words("initial\\w+", "парафир\\w+").search(text):
        return
    ahead = lists.AHEAD_OF.search(text)
    for kind, pattern in lists.EVENT.items():
        for match in pattern.finditer(text):
            if ahead and ahead.start() <= match.start() < ahead.end():
                continue
            if kind == "visit" and not times:
                continue
            start = match.start() if kind == "visit" else _name_start(text, match)
            says = {"name": text[start : match.end()].strip(), "kind": kind}
            says["status"] = "planned" if to_be else "held"
            when = _nearest([t for t in times if t.period], match)
            doubts = []
            if ahead:
                says["before"] = ahead["of"]
            if when and when.period:
                says["date"] = when.period.text
                doubts = [when.doubt] if when.doubt else []
            yield Proposal("event", sentence, start, match.end(), says, tuple(doubts))


def _papers(text: str) -> list[tuple[str, re.Match[str]]]:
    """The documents named in a text with a verb of signing; what stands "under" one is not."""
    if not any(form.search(text) for form in lists.RUNGS.values()) and not lists.MISTAKEN.search(
        text
    ):
        return []
    found = [
        (kind, match)
        for kind, form in lists.PAPER.items()
        for match in form.finditer(text)
        if not lists.UNDER.search(text[: match.start()])
    ]
    return sorted(found, key=lambda pair: pair[1].start())


def _apart(one: re.Match[str], other: re.Match[str]) -> int:
    return abs(one.start() - other.start())


def _same(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


def _due(times: Sequence[Mention], verbs: Sequence[re.Match[str]], language: str) -> Mention | None:
    """The time a work is due: until a date, else the one on the side of its verb."""
    usable = [t for t in times if not t.since]
    until = [t for t in usable if t.by]
    if language in {"kk", "ky"}:
        beside = [t for t in usable if verbs and t.end <= verbs[-1].start()]
    else:
        beside = [t for t in usable if verbs and t.start >= verbs[-1].end()]
    chosen = until or beside or usable
    return chosen[-1] if chosen else None


def _nearest(times: Sequence[Mention], match: re.Match[str]) -> Mention | None:
    return min(times, key=lambda t: abs(t.start - match.start()), default=None)


def _name_start(text: str, head: re.Match[str]) -> int:
    """Where the name before a head begins: at its capitals, or at one word that describes it."""
    before = _BEFORE.search(text[: head.start()])
    if not before:
        return head.start()
    start = before.start()
    for word in before[0].split(" ")[:-1]:
        if not _NO_NAME.fullmatch(word):
            break
        start += len(word) + 1
    return start


def names(text: str) -> bool:
    """Whether a text names a work, a document or an event, whatever it says of it."""
    forms = (lists.WORK, *lists.PAPER.values(), *lists.EVENT.values())
    return any(form.search(text) for form in forms)
