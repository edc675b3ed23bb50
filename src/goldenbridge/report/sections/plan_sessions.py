"""Sessions held: minutes, resolution, and what a resolution changes of the one before."""

from goldenbridge.language.messages import tell, tell_many
from goldenbridge.operations.council.plan import Session
from goldenbridge.operations.council.records import plain_of
from goldenbridge.report.changes import record_changes
from goldenbridge.report.registered import Registered
from goldenbridge.report.section import Section, Table


def section(found: Registered) -> Section:
    """Every session, the latest first, and the last resolution against the one before."""
    say, language = found.language.say, found.language
    held = found.held[::-1]
    told = changes_of(found)
    decided = [one for one in held if one.resolution]
    return Section(
        id="sessions",
        title=say("What did the sessions decide?"),
        answer=say(
            tell_many("{count} session held.", "{count} sessions held.", len(held))
            if held
            else tell("No session is on the register.")
        ),
        tables=(
            Table(
                id="sessions",
                caption=say("Sessions, the latest first"),
                columns=(say("when"), say("session"), say("place"), say("minutes")),
                rows=tuple(
                    (language.period(one.on), one.title, one.place, one.minutes or say("none kept"))
                    for one in held
                ),
                sources=tuple(one.sources for one in held),
            ),
            *(_resolution(found, one) for one in decided[:1]),
            *(
                (
                    Table(
                        id="resolution-changes",
                        caption=say("What it changes of the resolution before"),
                        columns=(say("change"),),
                        rows=tuple((line,) for line in told),
                    ),
                )
                if told
                else ()
            ),
        ),
        data={
            "sessions": [plain_of(one) for one in held],
            "resolution_changes": list(told),
        },
    )


def changes_of(found: Registered) -> tuple[str, ...]:
    """What the last resolution changes of the one before it, in words."""
    decided = [one.resolution for one in found.sessions if one.resolution]
    if len(decided) < 2:
        return ()
    return tuple(
        found.language.say(one.said) for one in record_changes("sessions", decided[-2], decided[-1])
    )


def _resolution(found: Registered, session: Session) -> Table:
    say = found.language.say
    return Table(
        id="resolution",
        caption=say("Resolution of {session}", session=session.title),
        columns=(say("point"), say("what was decided"), say("measure"), say("deadline")),
        rows=tuple(
            (
                one.id,
                one.text,
                found.title(one.measure) if one.measure else "",
                found.language.period(one.due) if one.due else "",
            )
            for one in session.resolution
        ),
    )
