"""The invented measures of a new programme folder."""

from typing import Any

_PLANNED = {
    "owners": ["both transport ministries"],
    "note": "invented",
    "sources": ["invented"],
}
MEASURES: dict[str, Any] = {
    "measures": [
        {
            **_PLANNED,
            "id": "more-officers",
            "title": "More officers at the old bridge, and appointments",
            "commitments": ["P1"],
            "starts": "2027",
            "starts_basis": "assumed",
            "effects": [
                {"path": "site", "of": "busier", "operation": "use"},
                {"path": "truck-cost", "operation": "multiply", "amount": "effect-waiting"},
            ],
        },
        {
            **_PLANNED,
            "id": "market",
            "title": "A wholesale market",
            "starts_basis": "none",
            "effects": [
                {
                    "path": "goods",
                    "of": "all-north",
                    "operation": "add",
                    "amount": "effect-market",
                },
            ],
        },
    ],
    "scenarios": [
        {
            "id": "everything",
            "title": "Everything planned",
            "measures": ["more-officers", "market"],
            "note": "invented",
        },
    ],
}
