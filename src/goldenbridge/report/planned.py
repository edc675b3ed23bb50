"""The plan of cooperation told as a brief: its measures, what is late, the next session."""

from collections.abc import Callable, Sequence

from goldenbridge.report.brief import SEED, Brief, cited
from goldenbridge.report.registered import Registered
from goldenbridge.report.section import Section
from goldenbridge.report.sections import plan_agenda, plan_late, plan_measures, plan_sessions

SECTIONS: dict[str, Callable[[Registered], Section]] = {
    "measures": plan_measures.section,
    "late": plan_late.section,
    "agenda": plan_agenda.section,
    "sessions": plan_sessions.section,
}


def planned(found: Registered, names: Sequence[str] = tuple(SECTIONS)) -> Brief:
    """Tell the sections `names` of the register."""
    sections = tuple(SECTIONS[name](found) for name in names)
    return Brief(
        found.programme.id,
        found.programme.title,
        found.language.say("who does what, and how does it stand?"),
        found.day,
        SEED,
        found.language,
        sections,
        cited(sections, found.programme.sources),
    )
