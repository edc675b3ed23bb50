"""The content of a new programme folder: two invented states, every number assumed."""

from typing import Any

_NOTE = "invented for the example"
_TURNOVER = {
    2014: (410, 402),
    2015: (425, 431),
    2016: (398, 389),
    2017: (452, 440),
    2018: (489, 470),
    2019: (515, 509),
    2020: (462, 455),
    2021: (540, 528),
    2022: (601, 577),
    2023: (648, 630),
    2024: (690, 671),
}
_SIDES = (("northland", "nl", 0), ("southland", "sl", 1))

PROGRAMME: dict[str, Any] = {
    "id": "example",
    "title": "Northland–Southland (an invented example)",
    "languages": ["en"],
    "headline": "P1",
    "horizon": 2035,
    "parties": [
        {"id": "NL", "name": "Northland", "adjective": "Northlandic"},
        {"id": "SL", "name": "Southland", "adjective": "Southlandic"},
    ],
    "reporters": [
        {"id": "nl", "party": "NL", "name": "Northland Statistics"},
        {"id": "sl", "party": "SL", "name": "Southland Statistics"},
    ],
    "sectors": [
        {"id": "trade", "title": "Trade"},
        {"id": "transport", "title": "Transport"},
    ],
    "projects": [
        {"id": "bridge", "title": "Bridge over the border river", "sector": "transport"},
    ],
    "indicators": [
        {
            "id": "turnover",
            "title": "Mutual trade in goods",
            "sector": "trade",
            "unit": "USD mn",
            "definition": "exports plus imports of goods, current US dollars",
        },
    ],
    "assumptions": [
        {
            "id": "spoken-error",
            "value": 0.03,
            "unit": "log points",
            "why": "assumed: a figure said by an official is rounded",
        },
        {
            "id": "preliminary-error",
            "value": 0.02,
            "unit": "log points",
            "why": "assumed: a preliminary figure is revised later",
        },
    ],
}

_PROMISE = {
    "by": "both presidents",
    "actors": ["both governments"],
    "firmness": "agreed",
    "testable": True,
    "confidence": "low",
    "note": _NOTE,
    "sources": ["invented"],
}
COMMITMENTS: dict[str, Any] = {
    "commitments": [
        {
            **_PROMISE,
            "id": "P1",
            "title": "raise mutual trade to 1000 mn",
            "kind": "level",
            "sector": "trade",
            "made_on": "2024-05-02",
            "indicator": "turnover",
            "target": 1000,
            "unit": "USD mn",
            "deadline": "2030",
            "deadline_basis": "stated",
        },
        {
            **_PROMISE,
            "id": "P2",
            "title": "open the bridge",
            "kind": "milestone",
            "sector": "transport",
            "made_on": "2023-03-10",
            "project": "bridge",
            "target": 1,
            "unit": "bridge",
            "deadline_basis": "none",
            "evidence": [
                {"on": "2024-09", "text": "piers stand", "value": 0, "sources": ["invented"]}
            ],
            "repeated": [{"on": "2024-05-02", "by": "both presidents", "sources": ["invented"]}],
            "readings": [
                {
                    "deadline": "2027",
                    "basis": "assumed",
                    "why": "four years for a bridge of this size",
                    "sources": ["invented"],
                }
            ],
        },
    ],
}

TABLES: dict[str, tuple[dict[str, str], ...]] = {
    "sources.csv": (
        {"id": "invented", "publisher": "nobody", "published": "2025-03-01", "note": _NOTE},
    ),
    "events.csv": (
        {
            "id": "summit-1",
            "kind": "council",
            "title": "First summit",
            "start": "2024-05-02",
            "status": "held",
            "confidence": "low",
            "sources": "invented",
            "note": _NOTE,
        },
    ),
    "documents.csv": (
        {
            "id": "bridge-agreement",
            "title": "Agreement on the bridge",
            "kind": "agreement",
            "ends_with": "in_force",
            "signed": "2023-03-10",
            "ratified": "NL:2023-10-01",
            "project": "bridge",
            "sources": "invented",
            "note": _NOTE,
        },
    ),
    "facts.csv": (
        {
            "sector": "transport",
            "about": "bridge-length",
            "text": "length of the bridge",
            "value": "320",
            "unit": "m",
            "basis": "assumed",
            "project": "bridge",
            "confidence": "low",
            "sources": "invented",
            "note": _NOTE,
        },
    ),
    "claims.csv": (
        {
            "id": "half-more",
            "said_on": "2025-01-15",
            "by": "trade ministry",
            "text": "trade grew by half since 2018",
            "check": "growth",
            "reporter": "nl",
            "indicator": "turnover",
            "since": "2018",
            "period": "2024",
            "value": "50",
            "unit": "%",
            "sources": "invented",
        },
    ),
    "places.csv": (
        {
            "id": "bridge",
            "name": "Bridge over the border river",
            "kind": "road",
            "lat": "0.5",
            "lon": "-30",
            "basis": "assumed",
            "project": "bridge",
            "sources": "invented",
            "note": _NOTE,
        },
    ),
    **{
        f"statistics/{name}.csv": tuple(
            {
                "indicator": "turnover",
                "reporter": reporter,
                "period": str(year),
                "value": str(values[side]),
                "unit": "USD mn",
                "basis": "assumed",
                "standing": "final",
                "confidence": "high",
                "vintage": f"{year + 1}-03-01",
                "source": "invented",
                "note": _NOTE,
            }
            for year, values in _TURNOVER.items()
        )
        for name, reporter, side in _SIDES
    },
    "statistics/partners.csv": (
        {
            "reporter": "nl",
            "year": "2024",
            "partner": "Southland",
            "kind": "country",
            "exports": "380",
            "imports": "310",
            "unit": "USD mn",
            "vintage": "2025-03-01",
            "source": "invented",
        },
    ),
}
