"""A proposal as an entry of the programme folder, filled in as far as its sentence goes."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from goldenbridge.programme.layout import COMMITMENTS, EVENTS, SOURCES
from goldenbridge.programme.model import Programme
from goldenbridge.reading.model import Proposal

_SECTORS = {
    "farm-trade": "agriculture",
    "investment": "investment",
    "freight": "transport",
    "electricity": "energy",
    "water": "water",
    "tourism": "tourism",
}
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row for a file of the folder; a field that the sentence does not give is left to a person.

    The note names sentence, place and hash, so that the entry can be found in the text again.
    """

    file: str
    row: Row


def source_of(
    programme: Programme, url: str, publisher: str, day: date
) -> tuple[str, tuple[Entry, ...]]:
    """The id of a text's source, and its row where the folder does not hold it yet."""
    known = next((s.id for s in programme.sources if s.url == url), None)
    if known:
        return known, ()
    name = f"read-{day.isoformat()}"
    taken = {s.id for s in programme.sources}
    number = next(n for n in range(1, len(taken) + 2) if f"{name}-{n}" not in taken)
    row = {
        "id": f"{name}-{number}",
        "url": url,
        "publisher": publisher,
        "published": day.isoformat(),
    }
    return row["id"], (Entry(SOURCES, row),)


def entries(
    proposals: Iterable[Proposal], programme: Programme, *, source: str, day: date
) -> tuple[Entry, ...]:
    """The entry of each proposal, so that all of them can stand in the folder together."""
    found: list[Entry] = []
    taken: set[tuple[str, str]] = set()
    for proposal in proposals:
        one = entry(proposal, programme, source=source, day=day)
        row = dict(one.row)
        while "id" in row and (one.file, row["id"]) in taken:
            row["id"] = _next(row["id"])
        taken.add((one.file, row.get("id", "")))
        found.append(Entry(one.file, row))
    return tuple(found)


def _next(name: str) -> str:
    """Another id: C012 after C011, name-2 after name, name-3 after name-2."""
    promise = re.fullmatch(r"C(\d+)", name)
    if promise:
        return f"C{int(promise[1]) + 1:0{len(promise[1])}d}"
    again = re.fullmatch(r"(.*)-(\d)", name)
    return f"{again[1]}-{int(again[2]) + 1}" if again else f"{name}-2"


def entry(proposal: Proposal, programme: Programme, *, source: str, day: date) -> Entry:
    """The entry of a proposal for `programme`; `source` is its id there, `day` that of the text.

    Only what the sentence says is filled in, and who said it and which office counted stay empty.
    """
    file, fill = _FILLED[proposal.kind]
    row = {name: text for name, text in fill(proposal, programme, day).items() if text}
    key = "source" if proposal.kind == "statistic" else "sources"
    if proposal.kind != "rank":
        row["note"] = _note(proposal)
    return Entry(file, {**row, key: source})


def _note(proposal: Proposal) -> str:
    one = proposal.sentence
    place = f"page {one.page}, " if one.page > 1 else ""
    doubts = f"; {'; '.join(proposal.doubts)}" if proposal.doubts else ""
    told = "" if proposal.by == "rules" else f", proposed by {proposal.by}"
    return f"{place}letters {one.start}-{one.end}, sentence {one.hash}{told}{doubts}"


def _statistic(proposal: Proposal, programme: Programme, day: date) -> Row:
    says = proposal.says
    return {
        "indicator": _indicator(says["indicator"], programme),
        "period": says.get("period", ""),
        "value": says["value"],
        "unit": says["unit"],
        "basis": "stated",
        "standing": "spoken",
        "confidence": "medium",
        "vintage": day.isoformat(),
        "printed": says.get("printed", ""),
    }


def _promise(proposal: Proposal, programme: Programme, day: date, kind: str) -> dict[str, str]:
    deadline = proposal.says.get("deadline", "")
    numbers = [int(c.id[1:]) for c in programme.commitments if re.fullmatch(r"C\d+", c.id)]
    return {
        "id": f"C{max(numbers, default=0) + 1:03d}",
        "kind": kind,
        "made_on": day.isoformat(),
        "deadline": deadline,
        "deadline_basis": "stated" if deadline else "none",
        "testable": "yes",
        "confidence": "medium",
    }


def _target(proposal: Proposal, programme: Programme, day: date) -> Row:
    says = proposal.says
    kind = says["indicator"]
    sector = _SECTORS.get(kind, "trade")
    return _promise(proposal, programme, day, "level") | {
        "title": f"raise {kind} to {says['value']} {says['unit']}",
        "sector": sector if sector in {s.id for s in programme.sectors} else "",
        "indicator": _indicator(kind, programme),
        "target": says["value"],
        "unit": says["unit"],
    }


def _project(proposal: Proposal, programme: Programme, day: date) -> Row:
    name = proposal.says["name"]
    known = next((p for p in programme.projects if p.title.lower() == name.lower()), None)
    return _promise(proposal, programme, day, "milestone") | {
        "title": name,
        "project": known.id if known else "",
        "sector": known.sector if known else "",
        "target": "1",
    }


def _document(proposal: Proposal, _: Programme, day: date) -> Row:
    says = proposal.says
    rung = {"adopted": "signed"}.get(says["rung"], says["rung"])
    when = says.get("date", day.isoformat())
    climbed = {rung: when} if rung in {"initialed", "signed", "in_force"} else {}
    return {"id": _slug(says["name"], day), "title": says["name"], "kind": says["kind"], **climbed}


def _event(proposal: Proposal, _: Programme, day: date) -> Row:
    says = proposal.says
    held = says["status"] == "held"
    return {
        "id": _slug(says["name"], day),
        "kind": says["kind"],
        "title": says["name"],
        "start": says.get("date", ""),
        "status": says["status"] if held or "date" in says else "awaited",
        "known": "" if held else day.isoformat(),
        "confidence": "medium",
    }


def _rank(proposal: Proposal, _: Programme, day: date) -> Row:
    return {
        "id": f"rank-{day.isoformat()}-{proposal.sentence.hash[:4]}",
        "said_on": day.isoformat(),
        "check": "rank",
        "value": proposal.says["rank"],
        "unit": "rank",
    }


def _sector(proposal: Proposal, programme: Programme, day: date) -> Row:
    name = proposal.says["sector"]
    return {
        "sector": name if name in {s.id for s in programme.sectors} else "",
        "about": f"named-field-{name}",
        "on": day.isoformat(),
        "text": f"{name} named among the fields of cooperation",
        "basis": "stated",
        "published": day.isoformat(),
        "confidence": "medium",
    }


_FILLED: Mapping[str, tuple[str, Callable[[Proposal, Programme, date], Row]]] = {
    "statistic": ("statistics/read.csv", _statistic),
    "target": (COMMITMENTS, _target),
    "project": (COMMITMENTS, _project),
    "document": ("documents.csv", _document),
    "event": (EVENTS, _event),
    "rank": ("claims.csv", _rank),
    "sector": ("facts.csv", _sector),
}


def _indicator(kind: str, programme: Programme) -> str:
    return kind if kind in {indicator.id for indicator in programme.indicators} else ""


def _slug(name: str, day: date) -> str:
    words = re.findall(r"[a-z0-9]+", name.lower())
    return "-".join([*words[:6], day.isoformat()]) if words else f"read-{day.isoformat()}"
