"""The brief as JSON; docs/guide/json.md names every key."""

import json
from typing import Any

from goldenbridge.report.brief import Brief

_DECIMALS = 6


def as_json(brief: Brief) -> str:
    """The brief as JSON text; numbers carry six significant digits so that bytes are stable."""
    return json.dumps(_plain(_whole(brief)), ensure_ascii=False, indent=1) + "\n"


def _whole(brief: Brief) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "programme": brief.programme,
        "title": brief.title,
        "as_of": brief.as_of.isoformat(),
        "seed": brief.seed,
    }
    for section in brief.sections:
        whole |= section.data
    whole["sections"] = [
        {
            "id": section.id,
            "title": section.title,
            "answer": section.answer,
            "assumptions": list(section.assumptions),
            "tables": [
                {
                    "id": table.id,
                    "caption": table.caption,
                    "columns": list(table.columns),
                    "rows": [list(row) for row in table.rows],
                    "sources": [list(row) for row in table.sources],
                }
                for table in section.tables
            ],
        }
        for section in brief.sections
    ]
    whole["sources"] = {
        source.id: {
            "url": source.url or None,
            "publisher": source.publisher,
            "published": str(source.published) if source.published else None,
            "note": source.note or None,
        }
        for source in brief.sources
    }
    return whole


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return float(f"{value:.{_DECIMALS}g}") if isinstance(value, float) else value
