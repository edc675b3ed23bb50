"""What a programme shows, told in another language."""

import dataclasses
from collections.abc import Mapping
from typing import TypeVar

from goldenbridge.programme.model import Programme

Record = TypeVar("Record")
SHOWN = (
    *("title", "name", "adjective", "actors", "owners", "by", "place", "text", "partner"),
    *("side", "why", "outcome", "publisher", "note"),
    *("body", "done_when"),
)
"""The fields that only tell a reader something; what is reckoned with never changes."""


def translations(programme: Programme, language: str) -> dict[str, str]:
    """What the programme's texts are in `language`; nothing for those it does not hold."""
    return {
        row.text: told for row in programme.translations if (told := getattr(row, language, ""))
    }


def translated(record: Record, said: Mapping[str, str]) -> Record:
    """A record and those inside it with the texts of `said` told anew where they are shown."""
    changed = {}
    for field in dataclasses.fields(record):  # type: ignore[arg-type]
        old = getattr(record, field.name)
        new = old
        if "cell" in field.metadata and field.metadata["cell"].kind in ("id", "ids"):
            continue
        if isinstance(old, str) and field.name in SHOWN:
            new = said.get(old, old)
        elif isinstance(old, tuple) and field.name in SHOWN:
            new = tuple(said.get(text, text) for text in old)
        elif isinstance(old, tuple) and field.name != "translations":
            new = tuple(
                translated(one, said) if dataclasses.is_dataclass(one) else one for one in old
            )
        if new != old:
            changed[field.name] = new
    return dataclasses.replace(record, **changed) if changed else record  # type: ignore[type-var]
