"""The invented crossing of a new programme folder."""

from typing import Any


def _invented(*figures: tuple[str, float, float, float, str]) -> list[dict[str, Any]]:
    keys = ("id", "value", "low", "high", "unit")
    rest = {"basis": "assumed", "note": "invented"}
    return [dict(zip(keys, figure, strict=True)) | rest for figure in figures]


_LEGS = (("in", "gate"), ("gate", "documents"), ("documents", "out"))
BORDER: dict[str, Any] = {
    "figures": [
        {
            "id": "documents-min",
            "value": 6,
            "low": 4,
            "high": 10,
            "unit": "min",
            "basis": "assumed",
            "note": "invented",
        },
        *_invented(
            ("northward", 0.4, 0.3, 0.5, "share of value"),
            ("transit-each-way", 20, 10, 40, "loaded trucks a day"),
            ("loaded-both-ways", 0.5, 0.2, 0.8, "share"),
            ("all-goods", 1, 1, 1, "share of the direction's value"),
            ("value-per-tonne", 900, 600, 1500, "USD"),
            ("payload", 18, 15, 20, "t a loaded truck"),
            ("by-road", 0.8, 0.7, 0.9, "share of value"),
            ("effect-waiting", 0.8, 0.6, 1, "factor"),
            ("effect-market", 0.02, 0, 0.05, "USD bn a year"),
            ("desk-cost", 30, 10, 80, "k USD"),
            ("place-cost", 8, 4, 20, "k USD"),
            ("no-show", 0.15, 0.1, 0.2, "share of slots"),
            ("gate-cost", 0.3, 0.1, 0.8, "mn USD"),
            ("officer-year", 9000, 5000, 15000, "USD a year"),
            ("halls-cost", 2, 1, 3, "mn USD"),
            ("halls-let", 4000, 2000, 5000, "m²"),
            ("halls-rent", 60, 40, 90, "USD a m² and year"),
            ("let-share", 0.7, 0.3, 0.9, "share"),
            ("entry-fee", 10, 5, 20, "USD a truck"),
            ("discount", 0.1, 0.06, 0.15, "a year"),
            ("upkeep", 0.03, 0.02, 0.05, "share a year"),
            ("truck-hour", 30, 10, 60, "USD"),
        ),
    ],
    "sites": [
        {
            "id": "old-bridge",
            "name": "Old bridge",
            "time_zone": "UTC",
            "directions": [
                {"id": "south", "name": "into Southland"},
                {"id": "north", "name": "into Northland"},
            ],
            "classes": [
                {"id": "perishable", "name": "Perishable goods", "priority": 0, "promise_min": 60},
                {"id": "general", "name": "General cargo", "priority": 1, "promise_min": 240},
            ],
            "pools": [
                {
                    "id": "gates",
                    "rule": "finish",
                    "shifts": [{"from_h": 0, "to_h": 24, "staff": 1}],
                },
                {
                    "id": "officers",
                    "rule": "finish",
                    "shifts": [
                        {"from_h": 6, "to_h": 22, "staff": 2},
                        {"from_h": 22, "to_h": 6, "staff": 1},
                    ],
                },
            ],
            "stations": [
                {
                    "id": "gate",
                    "name": "Gate",
                    "side": "NL",
                    "pool": "gates",
                    "services": [{"kind": "exponential", "mean_min": 1.5}],
                },
                {
                    "id": "documents",
                    "name": "Document check",
                    "side": "SL",
                    "pool": "officers",
                    "services": [{"kind": "lognormal", "mean_min": "documents-min", "cv": 0.8}],
                },
            ],
            "yards": [
                {"id": "yard", "stations": ["gate", "documents"], "trucks": 60, "full": "block"}
            ],
            "routes": [
                {
                    "direction": direction,
                    "legs": [{"after": after, "to": to} for after, to in _LEGS],
                }
                for direction in ("south", "north")
            ],
            "closures": [
                {
                    "id": "new-year",
                    "kind": "dates",
                    "stations": ["documents"],
                    "dates": "2026-01-01",
                }
            ],
        }
    ],
    "demands": [
        {
            "id": "today",
            "site": "old-bridge",
            "title": "Trucks of today, invented",
            "profiles": [{"id": "daytime", "hours": [1] * 6 + [3] * 14 + [1] * 4}],
            "flows": [
                {
                    "direction": "south",
                    "truck_class": "general",
                    "kind": "transit",
                    "trucks_per_day": 200,
                    "profile": "daytime",
                }
            ],
            "books": [
                {
                    "direction": "south",
                    "truck_class": "perishable",
                    "kind": "bilateral",
                    "from_h": 8,
                    "to_h": 18,
                    "slots_per_h": 2,
                    "no_show": 0.1,
                    "spread_min": 30,
                }
            ],
        }
    ],
    "scenarios": [
        {
            "id": "busier",
            "site": "old-bridge",
            "title": "Half as many trucks again, and staff for them",
            "staff": [{"pool": "officers", "from_h": 0, "to_h": 24, "staff": 3}],
            "services": [{"station": "gate", "kind": "exponential", "mean_min": 1}],
            "stations": [{"station": "documents", "lanes": 3}],
            "demand": [{"factor": 1.5}],
        }
    ],
    "freight": [
        {
            "id": "two-ways",
            "loaded_both_ways": "loaded-both-ways",
            "ways": [
                {"direction": "north", "share": "northward", "transit": "transit-each-way"},
                {"direction": "south", "transit": "transit-each-way"},
            ],
        }
    ],
    "goods": [
        {
            "id": f"all-{direction}",
            "sector": "other",
            "direction": direction,
            "share": "all-goods",
            "usd_per_tonne": "value-per-tonne",
            "tonnes_per_truck": "payload",
            "road": "by-road",
            "rest": "rail",
        }
        for direction in ("north", "south")
    ],
}
