"""The invented plan of a new programme folder."""

from typing import Any

PLAN: dict[str, Any] = {
    "plans": [
        {
            "id": "plan",
            "title": "Plan of cooperation 2024-2026",
            "parties": ["NL", "SL"],
            "starts": "2024",
            "ends": "2026",
            "reports_from": "2024-Q3",
            "report_within_days": 30,
            "answer_within_days": 30,
            "note": "invented",
            "sources": ["invented"],
        }
    ],
    "measures": [
        {
            "id": "open-bridge",
            "plan": "plan",
            "title": "Open the bridge to trucks",
            "sector": "transport",
            "done_when": "trucks cross it in both directions",
            "basis": "assumed",
            "starts": "2024-05-02",
            "due": "2025-06-30",
            "due_basis": "assumed",
            "sources": ["invented"],
            "owners": [
                {"party": "NL", "body": "ministry of transport", "sources": ["invented"]},
                {"party": "SL"},
            ],
            "reports": [
                {
                    "id": "r1",
                    "by": "NL",
                    "quarter": "2024-Q3",
                    "filed": "2024-10-12",
                    "done": False,
                    "text": "the piers stand",
                    "proofs": [{"text": "photographs of the piers", "on": "2024-09-30"}],
                    "answers": [
                        {
                            "by": "SL",
                            "on": "2024-11-01",
                            "verdict": "disputed",
                            "text": "two of the six piers stand",
                        }
                    ],
                }
            ],
            "moves": [
                {
                    "id": "m1",
                    "by": "SL",
                    "proposed": "2024-11-20",
                    "due": "2025-12-31",
                    "why": "the deck is late",
                }
            ],
        }
    ],
    "sessions": [
        {
            "id": "summit-1",
            "title": "First summit",
            "on": "2024-05-02",
            "agenda_fixed": "2024-04-20",
            "minutes_kept": "2024-05-03",
            "resolved": "2024-05-02",
            "minutes": "Both presidents spoke of the bridge.",
            "sources": ["invented"],
            "agenda": [{"text": "the bridge", "measures": ["open-bridge"]}],
            "resolution": [
                {
                    "id": "1",
                    "text": "open the bridge to trucks",
                    "measure": "open-bridge",
                    "due": "2025-06-30",
                }
            ],
        }
    ],
}
