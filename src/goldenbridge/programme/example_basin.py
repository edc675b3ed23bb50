"""The invented river of a new programme folder."""

from typing import Any

_SUMMER, _WINTER = [4, 5, 6, 7, 8, 9], [10, 11, 12, 1, 2, 3]
BASIN: dict[str, Any] = {
    "figures": [
        {
            "id": "swap-even",
            "value": 1,
            "low": 1,
            "high": 1.3,
            "unit": "GWh a GWh",
            "basis": "assumed",
            "note": "invented",
        },
        {
            "id": "swap-dear",
            "value": 1.3,
            "unit": "GWh a GWh",
            "basis": "assumed",
            "note": "invented",
        },
    ],
    "basins": [
        {
            "id": "long-river",
            "name": "Long River",
            "first_month": 4,
            "breach_usd_m3": 0.005,
            "sides": [
                {
                    "id": "NL",
                    "name": "Northland",
                    "demand_gwh": [260, 240, 200, 140, 110, 100, 100, 100, 110, 150, 210, 260],
                    "other_gwh": [60] * 12,
                    "buys_usd_mwh": 40,
                    "buys_gwh": 90,
                    "sells_usd_mwh": 15,
                    "sells_gwh": 30,
                    "lost_usd_mwh": 300,
                },
                {
                    "id": "SL",
                    "name": "Southland",
                    "buys_usd_mwh": 32,
                    "buys_gwh": 300,
                    "sells_usd_mwh": 28,
                    "sells_gwh": 300,
                },
            ],
            "reservoirs": [
                {
                    "id": "upper-lake",
                    "name": "Upper Lake",
                    "side": "NL",
                    "full_mm3": 2000,
                    "dead_mm3": 400,
                    "start_mm3": 900,
                    "end_mm3": 900,
                    "volumes_mm3": [400, 1000, 2000],
                    "areas_km2": [20, 30, 42],
                    "heads_m": [100, 125, 150],
                    "evaporation_mm": [0, 0, 10, 40, 80, 110, 130, 120, 80, 30, 0, 0],
                    "turbine_m3s": 180,
                    "efficiency": 0.87,
                    "least_m3s": [10] * 12,
                    "most_m3s": [150, 150, 150, 300, 300, 300, 300, 300, 300, 150, 150, 150],
                }
            ],
            "inflows": [
                {
                    "at": "upper-lake",
                    "summer_mm3": 1500,
                    "winter_mm3": 500,
                    "months": [2, 2, 2, 8, 16, 22, 24, 14, 10, 3, 2, 2],
                    "cv": 0.2,
                }
            ],
            "needs": [{"id": "towns", "side": "SL", "below": "upper-lake", "mm3": [5] * 12}],
            "crops": [
                {
                    "id": "cotton",
                    "name": "Cotton",
                    "side": "SL",
                    "below": "upper-lake",
                    "area_ha": 120000,
                    "norm_m3_ha": 8000,
                    "months": [0, 0, 0, 1, 2, 4, 5, 4, 1, 0, 0, 0],
                    "yield_t_ha": 3,
                    "ky": 0.85,
                    "usd_t": 250,
                    "export_share": 0.5,
                    "harvest": [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 1],
                }
            ],
            "shares": [{"side": "SL", "below": "upper-lake", "share": 0.9}],
            "swaps": [
                {
                    "id": "nl-sl",
                    "giver": "NL",
                    "taker": "SL",
                    "coefficient": "swap-dear",
                    "out_months": _SUMMER,
                    "back_months": _WINTER,
                    "line_gwh": 100,
                    "loss": 0.02,
                    "term_years": 1,
                    "fuels": [
                        {
                            "id": "coal",
                            "name": "Coal",
                            "unit": "kt",
                            "gwh_per_unit": 1.5,
                            "usd_per_unit": 60000,
                            "most": 20,
                        }
                    ],
                }
            ],
            "closures": [{"crop": "cotton", "months": [2, 3], "probability": 0.1}],
            "variants": [
                {
                    "id": "even",
                    "title": "Power returned one for one",
                    "change": "coefficient",
                    "of": "nl-sl",
                    "value": "swap-even",
                }
            ],
            "entries": [
                {
                    "period": "2025-04/2025-09",
                    "kind": "water",
                    "of": "SL",
                    "planned": 800,
                    "actual": 760,
                    "unit": "Mm3",
                    "basis": "assumed",
                    "note": "invented",
                }
            ],
        }
    ],
}
