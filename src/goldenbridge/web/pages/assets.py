"""Files the pages load: each under a name with its hash, so that a browser may keep it for ever."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Request, Response

from goldenbridge.errors import MissingError
from goldenbridge.report.page.style import FONTS, font, stylesheet

router = APIRouter(include_in_schema=False)
_KINDS = {"css": "text/css", "js": "text/javascript", "woff2": "font/woff2", "svg": "image/svg+xml"}
_FOLDER = files("goldenbridge.web.pages") / "static"
_KEPT = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file by its address, plain and compressed; a font is compressed already."""

    url: str
    kind: str
    plain: bytes
    compressed: bytes | None


@cache
def assets() -> dict[str, Asset]:
    """Every file by its name."""
    fonts = {f"inter-{name}.woff2": font(name) for name in FONTS}
    found = {name: _asset(name, content) for name, content in fonts.items()}
    for file in _FOLDER.iterdir():
        if file.name.rpartition(".")[2] in _KINDS and file.name != "pages.css":
            found[file.name] = _asset(file.name, file.read_bytes())
    script = files("goldenbridge.report") / "page" / "page.js"
    found["page.js"] = _asset("page.js", script.read_bytes())
    # fonts stand beside the style; one that comes late is for the next page: nothing on this moves
    style = stylesheet(
        lambda name: found[f"inter-{name}.woff2"].url.rpartition("/")[2], wait="optional"
    )
    own = (_FOLDER / "pages.css").read_text("utf-8")
    found["pages.css"] = _asset("pages.css", f"{style}\n{own}".encode())
    return found


def address(name: str) -> str:
    """Where the file of this name is; KeyError where there is none."""
    return assets()[name].url


@router.get("/static/{name}")
def static(request: Request, name: str) -> Response:
    """A file; MissingError for a name that is not, or no longer, one of them."""
    asset = next((one for one in assets().values() if one.url == request.url.path), None)
    if asset is None:
        raise MissingError("file", name, "a file of these pages")
    headers = {"Cache-Control": _KEPT, "Vary": "Accept-Encoding"}
    if asset.compressed and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(asset.compressed, media_type=asset.kind, headers=headers)
    return Response(asset.plain, media_type=asset.kind, headers=headers)


def _asset(name: str, content: bytes) -> Asset:
    stem, _, kind = name.rpartition(".")
    mark = hashlib.sha256(content).hexdigest()[:12]
    compressed = None if kind == "woff2" else gzip.compress(content, mtime=0)
    return Asset(f"/static/{stem}.{mark}.{kind}", _KINDS[kind], content, compressed)
