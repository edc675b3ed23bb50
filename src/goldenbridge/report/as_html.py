"""The brief as one plain HTML file that needs no network and no script."""

from collections.abc import Mapping
from importlib.resources import files

import jinja2

from goldenbridge.figures.mapstyle import MAP_DARK, MAP_LIGHT, MAP_STYLE
from goldenbridge.figures.style import DARK, LIGHT, STYLE
from goldenbridge.report.brief import Brief


def _tokens(values: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in values.items())


def as_html(brief: Brief) -> str:
    """The brief as an HTML document; every text is escaped."""
    template = files("goldenbridge.report") / "templates" / "brief.html"
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    return environment.from_string(template.read_text(encoding="utf-8")).render(
        brief=brief,
        style=STYLE + MAP_STYLE,
        light=_tokens(LIGHT | MAP_LIGHT),
        dark=_tokens(DARK | MAP_DARK),
    )
