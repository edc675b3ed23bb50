"""Every screen of the complex."""

from goldenbridge.web.pages.complex import (
    access,
    advice,
    audit,
    board,
    carriers,
    corrections,
    day,
    docks,
    gate,
    officer,
    register,
    stations,
    warehouse,
)

SCREENS = (
    carriers.router,
    board.router,
    gate.router,
    stations.router,
    officer.router,
    docks.router,
    warehouse.router,
    day.router,
    advice.router,
    register.router,
    corrections.router,
    access.router,
    audit.router,
)
"""Their routers; what is asked most stands first."""
