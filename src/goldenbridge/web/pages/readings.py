"""A communiqué read for the secretariat: its sentences marked, its entries to decide on."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from goldenbridge.errors import CellError, ExtraError, ReadingError
from goldenbridge.language.cells import Spec, read_cell, specs
from goldenbridge.language.messages import tell
from goldenbridge.programme.adding import Row
from goldenbridge.programme.layout import record_of
from goldenbridge.programme.model import Programme
from goldenbridge.reading.entries import entries, source_of
from goldenbridge.reading.model import Noted, Proposal, Read
from goldenbridge.reading.read import read
from goldenbridge.reading.source import text_of
from goldenbridge.web.pages.forms import Form

LONGEST = 60_000
"""Letters of a text that are read at once."""
MOST = 40
"""Entries that are decided on at once."""


class Field(NamedTuple):
    """A field of an entry: its name in the form and in the folder, and what it holds."""

    key: str
    name: str
    spec: Spec
    value: str


@dataclass(frozen=True, slots=True)
class Card:
    """A proposal with the file its entry belongs to and the fields to look at."""

    key: str
    proposal: Proposal
    file: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text that was read: cards by sentence, and the row of its source where it is new."""

    found: Read
    cards: tuple[Card, ...]
    source: tuple[Row, ...]

    def of(self, noted: Noted) -> list[Card]:
        """The cards of a sentence."""
        return [card for card in self.cards if card.proposal in noted.proposals]


def asked(form: Form, programme: Programme) -> Sheet | None:
    """The text of a form, read; None where the form has faults, which it notes."""
    day = _day(form)
    url, publisher = form.text("url", longest=500), form.text("publisher")
    if url and not re.fullmatch(r"https?://\S+", url):
        form.errors["url"] = tell("Write an address that starts with https://.")
    plain = form.values.get("text", "")
    if len(plain) > LONGEST:
        form.errors["text"] = tell("Send at most {most} letters at once.", most=LONGEST)
    if form.errors or day is None:
        return None
    try:
        text = text_of(plain.encode(), "text")
    except (ReadingError, ExtraError, UnicodeEncodeError) as error:
        form.errors["text"] = str(error)
        return None
    found = read(text.text, day=day, page_starts=text.page_starts)
    if len(found.proposals) > MOST:
        form.errors["text"] = tell(
            "{count} entries are proposed; send a part of the text, with up to {most}.",
            count=len(found.proposals),
            most=MOST,
        )
        return None
    source, first = source_of(programme, url, publisher, day)
    proposed = entries(found.proposals, programme, source=source, day=day)
    cards = (
        Card(str(n), proposal, one.file, tuple(_fields(str(n), one.file, one.row, form)))
        for n, (proposal, one) in enumerate(zip(found.proposals, proposed, strict=True), 1)
    )
    return Sheet(found, tuple(cards), tuple((one.file, one.row) for one in first))


def accepted(sheet: Sheet, form: Form) -> list[Row]:
    """The rows that were accepted, as they were edited; faults of their fields are noted."""
    rows: list[Row] = []
    for card in sheet.cards:
        if form.values.get(f"take-{card.key}") != "yes":
            continue
        row = {field.name: field.value for field in card.fields if field.value}
        rows.append((card.file, row))
        for field in card.fields:
            try:
                read_cell(field.value, field.spec)
            except CellError as error:
                form.errors[field.key] = str(error)
    if not rows:
        form.errors[""] = tell("Accept at least one entry.")
    return [*sheet.source, *rows] if rows else []


def pieces(noted: Noted) -> Iterator[tuple[str, str, str]]:
    """A sentence in stretches: the words, the kind of mark on them if any, and what it says."""
    text, at = noted.sentence.text, 0
    for mark in noted.marks:
        if mark.start >= at:
            yield text[at : mark.start], "", ""
            yield text[mark.start : mark.end], mark.kind, mark.value
            at = mark.end
    yield text[at:], "", ""


def _fields(key: str, file: str, row: Mapping[str, str], form: Form) -> Iterator[Field]:
    """What is filled in or required, as it was sent where it was sent."""
    for name, spec in specs(record_of(file)).items():
        if spec.required or name in row:
            sent = form.values.get(f"{key}-{name}", row.get(name, ""))
            yield Field(f"{key}-{name}", name, spec, " ".join(sent.split()))


def _day(form: Form) -> date | None:
    text = form.text("published", longest=10)
    try:
        return date.fromisoformat(text)
    except ValueError:
        form.errors.setdefault("published", tell("Write a day, such as 2025-08-22."))
        return None
