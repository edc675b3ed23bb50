"""What a language model proposes, believed only where its sentence and our own grammar agree.

The model never gives a number: it quotes the words, and the grammar of this room reads them again.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from goldenbridge.reading.dates import dates
from goldenbridge.reading.levels import indicator_in
from goldenbridge.reading.model import Noted, Proposal, Read
from goldenbridge.reading.quantities import house_unit, quantities

Ask = Callable[[str, Mapping[str, Any]], str]
"""Give a prompt and a JSON schema, get the model's answer."""
_KINDS = ("target", "statistic", "project")
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "entries": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "kind": {"type": "string", "enum": list(_KINDS)},
                    "quote": {"type": "string"},
                    "value": {"type": "number"},
                    "when": {"type": "string"},
                },
                "required": ["kind", "quote", "value", "when"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["entries"],
    "additionalProperties": False,
}
_PROMPT = (
    "List the targets, statistics and planned works in the sentence below. Quote the words of the "
    "amount or of the work exactly as they stand. Give the amount in full as value (0 for a work) "
    "and quote the words of the deadline or period exactly as when, empty where there are none.\n\n"
)


def with_model(found: Read, ask: Ask, name: str, *, day: date | None) -> Read:
    """Let the model `name` propose for telling sentences in which the rules found nothing.

    What it says is refused, with the reason in `refused`, where its quote is not verbatim, its
    number is not what the grammar reads there, or its date does not read as one.
    """
    refused: list[str] = list(found.refused)
    noted = []
    for one in found.noted:
        if one.telling and not one.proposals:
            answer = ask(_PROMPT + one.sentence.text, SCHEMA)
            proposals = tuple(_believed(one, answer, name, day, refused))
            noted.append(replace(one, proposals=proposals))
        else:
            noted.append(one)
    return Read(tuple(noted), tuple(refused))


def _believed(
    one: Noted, answer: str, name: str, day: date | None, refused: list[str]
) -> Iterator[Proposal]:
    for said in _entries(answer):
        wrong, proposal = _judged(one, said, name, day)
        if proposal:
            yield proposal
        else:
            refused.append(f"sentence {one.sentence.number}: {wrong}")


def _entries(answer: str) -> list[Any]:
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError):
        return [None]
    entries = found.get("entries") if isinstance(found, dict) else None
    return entries if isinstance(entries, list) else [None]


def _judged(one: Noted, said: Any, name: str, day: date | None) -> tuple[str, Proposal | None]:
    if not isinstance(said, dict) or said.get("kind") not in _KINDS:
        return "an answer that is not of the schema", None
    quote, value, when = said.get("quote"), said.get("value"), said.get("when")
    if not (isinstance(quote, str) and isinstance(when, str) and isinstance(value, int | float)):
        return "an answer that is not of the schema", None
    text = one.sentence.text
    if not quote.strip() or quote not in text or when not in text:
        return f"the quote {quote!r} or {when!r} is not in the sentence", None
    wrong, says = _read_again(one, said["kind"], quote, value)
    period = next((m.period for m in dates(when, day) if m.period), None)
    if not wrong and when and period is None:
        wrong = f"the date {when!r} does not read as one"
    if wrong:
        return wrong, None
    if period:
        says["period" if said["kind"] == "statistic" else "deadline"] = period.text
    start = text.index(quote)
    doubts = ("proposed by a language model",)
    return "", Proposal(said["kind"], one.sentence, start, start + len(quote), says, doubts, name)


def _read_again(one: Noted, kind: str, quote: str, value: float) -> tuple[str, dict[str, str]]:
    """What the grammar reads in a quote, or why it does not read as said."""
    if kind == "project":
        return "", {"name": quote}
    figure = next(iter(quantities(quote, one.sentence.language)), None)
    if figure is None or abs(figure.value - value) > 1e-9 * abs(value):
        return f"the number {value:g} is not what {quote!r} says", {}
    indicator = indicator_in(one.sentence.text)
    if not indicator:
        return f"no indicator in the sentence of {quote!r}", {}
    number, unit = house_unit(figure.value, figure.unit)
    return "", {"indicator": indicator, "value": f"{number:.12g}", "unit": unit}
