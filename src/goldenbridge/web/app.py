"""The application: a ledger behind HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from goldenbridge import __version__
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.web import problems
from goldenbridge.web.api import (
    access,
    advice,
    appointments,
    health,
    ledger,
    register,
    visits,
    warehouse,
)
from goldenbridge.web.guard import Guard
from goldenbridge.web.pages import (
    account,
    assets,
    data,
    design,
    feeds,
    patterns,
    public,
    records,
    routes,
    secretariat,
    sign_in,
    waits,
)
from goldenbridge.web.pages.complex.screens import SCREENS
from goldenbridge.web.pages.plan import measure, whole
from goldenbridge.web.pages.planner import page as planner
from goldenbridge.web.pages.served import Served
from goldenbridge.web.sweep import sweep
from goldenbridge.web.watch import Metrics, Watch

ROUTERS = (
    appointments.router,
    visits.router,
    warehouse.router,
    assets.router,
    public.router,
    design.router,
    waits.router,
    records.router,
    data.router,
    feeds.router,
    planner.router,
    whole.router,
    measure.router,
    *SCREENS,
    advice.router,
    register.router,
    access.router,
    ledger.router,
    sign_in.router,
    secretariat.router,
    account.router,
    health.router,
    routes.router,
    patterns.router,
)
"""Looked through in this order for each request: what is asked most stands first."""


def create_app(
    book: Ledger,
    served: Served | None = None,
    *,
    setup_token: str | None = None,
    guard: Guard | None = None,
) -> FastAPI:
    """The application on an open ledger, which is closed when the application stops.

    Its pages show the programme `served`, the shipped one if left out; `setup_token` lets one
    request make the first administrator.
    """

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        app.state.stopping = asyncio.Event()
        sweeping = asyncio.create_task(sweep(book, app.state.stopping))
        yield
        app.state.stopping.set()
        await sweeping
        app.state.served.close()
        book.close()

    app = FastAPI(
        title="Golden Bridge",
        version=__version__,
        summary="A border complex at work",
        lifespan=life,
        docs_url=None,
        redoc_url=None,
    )
    app.state.ledger, app.state.setup_token = book, setup_token
    app.state.served = served or Served()
    app.state.guard, app.state.metrics = guard or Guard(book), Metrics()
    problems.install(app)
    for router in ROUTERS:
        app.include_router(router)
    app.add_middleware(Watch, metrics=app.state.metrics)
    return app
