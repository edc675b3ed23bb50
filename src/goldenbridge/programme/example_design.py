"""The invented design of a new programme folder."""

from typing import Any

DESIGN: dict[str, Any] = {
    "designs": [
        {
            "id": "bridge",
            "site": "old-bridge",
            "title": "The old bridge, rebuilt",
            "note": "invented",
            "demand": "today",
            "promise": "95%, 4h, perishable 2h, turned away 1%",
            "week_h": 40,
            "rest_h": 11,
            "days_in_a_row": 6,
            "discount": "discount",
            "upkeep": "upkeep",
            "truck_hour": "truck-hour",
            "opens": 2028,
            "years": 20,
            "phases": [2028, 2032],
            "resources": [
                {
                    "pool": "gates",
                    "kind": "lane",
                    "owner": "state",
                    "unit_cost": "gate-cost",
                    "life_years": 20,
                    "crew": 0,
                    "area_m2": 100,
                    "posts": [{"from_h": 0, "to_h": 24, "least": 1, "most": 3}],
                },
                {
                    "pool": "officers",
                    "kind": "desk",
                    "owner": "state",
                    "unit_cost": "desk-cost",
                    "life_years": 15,
                    "crew": 1,
                    "pay": "officer-year",
                    "area_m2": 20,
                    "posts": [
                        {"from_h": 8, "to_h": 20, "least": 1, "most": 6},
                        {"from_h": 20, "to_h": 8, "least": 1, "most": 4},
                    ],
                },
            ],
            "grounds": [
                {
                    "yard": "yard",
                    "owner": "company",
                    "least": 20,
                    "most": 60,
                    "step": 20,
                    "unit_cost": "place-cost",
                    "life_years": 20,
                    "area_m2": 110,
                }
            ],
            "slots": [
                {
                    "direction": "south",
                    "truck_class": "general",
                    "from_h": 0,
                    "to_h": 24,
                    "choices": [0, 2],
                    "no_show": "no-show",
                }
            ],
            "reliefs": [{"scenario": "busier"}],
            "parts": [
                {
                    "id": "halls",
                    "title": "Halls to let",
                    "owner": "company",
                    "cost": "halls-cost",
                    "life_years": 30,
                },
            ],
            "fees": [
                {
                    "id": "entry",
                    "title": "Entry of a truck",
                    "per": "truck",
                    "amount": "entry-fee",
                },
                {
                    "id": "rent",
                    "title": "Rent of the halls",
                    "per": "rent",
                    "amount": "halls-rent",
                    "quantity": "halls-let",
                    "occupancy": "let-share",
                    "ramp_years": 3,
                },
            ],
        }
    ]
}
