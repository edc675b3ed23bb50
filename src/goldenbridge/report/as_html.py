"""The brief as one plain HTML file that needs no network and no script."""

from importlib.resources import files

import jinja2

from goldenbridge.report.brief import Brief


def as_html(brief: Brief) -> str:
    """The brief as an HTML document; every text is escaped."""
    template = files("goldenbridge.report") / "templates" / "brief.html"
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    return environment.from_string(template.read_text(encoding="utf-8")).render(brief=brief)
