"""Golden Bridge says whether two states will keep the promises they made each other."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goldenbridge.errors import GoldenBridgeError as GoldenBridgeError
    from goldenbridge.language.languages import Language as Language
    from goldenbridge.programme.folder import load as load
    from goldenbridge.programme.folder import shipped as shipped
    from goldenbridge.programme.model import Programme as Programme
    from goldenbridge.report.brief import Brief as Brief
    from goldenbridge.report.brief import brief as brief

__version__ = "0.1.0"

_HOMES = {
    "Brief": "goldenbridge.report.brief",
    "GoldenBridgeError": "goldenbridge.errors",
    "Language": "goldenbridge.language.languages",
    "Programme": "goldenbridge.programme.model",
    "brief": "goldenbridge.report.brief",
    "load": "goldenbridge.programme.folder",
    "shipped": "goldenbridge.programme.folder",
}
__all__ = [
    "Brief",
    "GoldenBridgeError",
    "Language",
    "Programme",
    "__version__",
    "brief",
    "load",
    "shipped",
]


def __getattr__(name: str) -> Any:
    """Import the public names when they are first used, so that the import itself is light."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
