"""A programme with its own names and titles in another language."""

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar

from goldenbridge.language.cells import specs
from goldenbridge.programme.model import Programme

T = TypeVar("T")


def translated(programme: Programme, language: str) -> Programme:
    """The programme with every text its translations hold in `language`; the others stay."""
    said = {
        row.text: told for row in programme.translations if (told := getattr(row, language, ""))
    }
    return _told(programme, said) if said else programme


def _told(record: T, said: Mapping[str, str]) -> T:
    """A record and those inside it, with each text that is a text of `said` said anew."""
    kinds = {name: spec.kind for name, spec in specs(type(record)).items()}
    changed: dict[str, Any] = {}
    for field in dataclasses.fields(record):  # type: ignore[arg-type]
        old = getattr(record, field.name)
        new = old
        if kinds.get(field.name) == "text":
            new = said.get(old, old)
        elif kinds.get(field.name) == "texts":
            new = tuple(said.get(text, text) for text in old)
        elif isinstance(old, tuple):
            new = tuple(_told(one, said) if dataclasses.is_dataclass(one) else one for one in old)
        if new != old:
            changed[field.name] = new
    return dataclasses.replace(record, **changed) if changed else record  # type: ignore[type-var]
