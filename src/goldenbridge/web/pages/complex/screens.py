"""Every screen of the complex."""

from goldenbridge.web.pages.complex import (
    advice,
    board,
    carriers,
    day,
    docks,
    gate,
    stations,
    warehouse,
)

SCREENS = (
    carriers.router,
    board.router,
    gate.router,
    stations.router,
    docks.router,
    warehouse.router,
    day.router,
    advice.router,
)
"""Their routers; what is asked most stands first."""
