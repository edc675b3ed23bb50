"""What reading a text gives: sentences, marks in them, and proposals for the programme."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from goldenbridge.reading.sentences import Sentence

MARKS = ("money", "quantity", "date")
KINDS = ("statistic", "target", "rank", "project", "document", "event", "sector")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch [start, end) of a sentence and what it says: an amount, a date."""

    kind: str
    start: int
    end: int
    value: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry proposed for the programme, for a person to accept, edit or reject.

    It rests on the stretch [start, end) of its sentence. `says` holds what was read, by the keys of
    its kind; a key is absent where the sentence does not say it. `doubts` are for the person;
    `by` is "rules" or the language model that found it.
    """

    kind: str
    sentence: Sentence
    start: int
    end: int
    says: Mapping[str, str]
    doubts: tuple[str, ...] = ()
    by: str = "rules"

    @property
    def quote(self) -> str:
        """The words it rests on."""
        return self.sentence.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Noted:
    """A sentence with its marks and proposals; one without either says nothing to follow."""

    sentence: Sentence
    marks: tuple[Mark, ...]
    proposals: tuple[Proposal, ...]
    telling: bool

    def plain(self) -> dict[str, Any]:
        """As JSON holds it; docs/guide/reading.md names every key."""
        one = self.sentence
        return {
            "number": one.number,
            "page": one.page,
            "start": one.start,
            "end": one.end,
            "hash": one.hash,
            "language": one.language,
            "text": one.text,
            "marks": [
                {"kind": m.kind, "start": m.start, "end": m.end, "value": m.value, "doubt": m.doubt}
                for m in self.marks
            ],
            "proposals": [
                {
                    "kind": p.kind,
                    "start": p.start,
                    "end": p.end,
                    "quote": p.quote,
                    "says": dict(p.says),
                    "doubts": list(p.doubts),
                    "by": p.by,
                }
                for p in self.proposals
            ],
        }


@dataclass(frozen=True, slots=True)
class Read:
    """A text that was read; `refused` tells what a language model said and was not believed."""

    noted: tuple[Noted, ...]
    refused: tuple[str, ...] = field(default=())

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """All proposals in the order of the text."""
        return tuple(proposal for one in self.noted for proposal in one.proposals)
