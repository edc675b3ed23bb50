"""Whether the server is there, can work, and how it does."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse

from goldenbridge.web.problems import documented
from goldenbridge.web.reading import answered, ledger_of

router = APIRouter(tags=["health"])


@router.get("/health")
async def health() -> JSONResponse:
    """Answers while the process lives."""
    return JSONResponse({"alive": True})


@router.get("/ready", responses=documented())
def ready(request: Request) -> JSONResponse:
    """Answers when the ledger can be read."""
    with ledger_of(request).reading() as view:
        return answered(view.seq, {"ready": True})


@router.get("/metrics", response_class=PlainTextResponse)
def metrics(request: Request) -> PlainTextResponse:
    """Counts for Prometheus."""
    with ledger_of(request).reading() as view:
        text = request.app.state.metrics.text(view.seq)
    return PlainTextResponse(text, media_type="text/plain; version=0.0.4")
