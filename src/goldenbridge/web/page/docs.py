"""GET /docs: the page, with nothing loaded from elsewhere and no script."""

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment
from markupsafe import Markup

from goldenbridge.web.page.describe import groups

router = APIRouter(include_in_schema=False)


def page_of(app: FastAPI) -> HTMLResponse:
    """The page that describes `app`; its policy allows its own style and nothing else."""
    here = files(__package__)
    css = here.joinpath("docs.css").read_text(encoding="utf-8")
    template = Environment(autoescape=True).from_string(
        here.joinpath("docs.html").read_text(encoding="utf-8")
    )
    found = groups(app.openapi())
    html = template.render(
        title=app.title,
        version=app.version,
        count=sum(map(len, found.values())),
        groups=found,
        css=Markup(css),  # noqa: S704 - our own file
    )
    style = b64encode(sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; "
    policy += "form-action 'none'; frame-ancestors 'none'"
    return HTMLResponse(html, headers={"Content-Security-Policy": policy})


@router.get("/docs")
def docs(request: Request) -> HTMLResponse:
    """Every route, for people."""
    page: HTMLResponse | None = getattr(request.app.state, "docs", None)
    if page is None:
        page = request.app.state.docs = page_of(request.app)
    return page
