"""The register of the plan on a day, with the names that a reader knows."""

from dataclasses import dataclass, replace
from datetime import date

from goldenbridge.errors import ChoiceError
from goldenbridge.language.languages import ENGLISH, Language
from goldenbridge.operations.council.plan import Plan, Register, Session
from goldenbridge.operations.council.standing import STATES, Standing, session_on, standing
from goldenbridge.outlook.verdicts import due_date, judge
from goldenbridge.programme.model import Programme
from goldenbridge.programme.translation import translated, translations
from goldenbridge.report.section import spell

_NAMES = {state: name for state, name, _ in STATES}


@dataclass(frozen=True, slots=True)
class Registered:
    """The register on a day, in the language it is told in."""

    programme: Programme
    day: date
    language: Language
    standings: tuple[Standing, ...]
    sessions: tuple[Session, ...]

    def plan(self, name: str) -> Plan:
        """The plan with this id."""
        return next(one for one in self.programme.plans if one.id == name)

    def side(self, party: str) -> str:
        """The name of a side."""
        return next((one.name for one in self.programme.parties if one.id == party), party)

    def title(self, measure: str) -> str:
        """The title of a measure."""
        known = {one.measure.id: one.measure.title for one in self.standings}
        return known.get(measure, measure)

    def state(self, one: Standing) -> str:
        """What the state of a measure is called."""
        return self.language.say(_NAMES[one.state])

    def seen(self, one: Standing) -> str:
        """What sources show of the promises that a measure carries out, by the rubric."""
        words = dict.fromkeys(
            spell(judge(c, as_of=self.day, due=due_date(c, self.programme.events)).status)
            for c in self.programme.commitments
            if c.id in one.measure.commitments and c.made_on.middle <= self.day
        )
        return self.language.listing([self.language.say(word) for word in words]) or "–"

    @property
    def held(self) -> tuple[Session, ...]:
        """Sessions that were held, in order."""
        return tuple(one for one in self.sessions if one.on.end <= self.day)

    @property
    def coming(self) -> Session | None:
        """The next session, if one is convened."""
        return next((one for one in self.sessions if one.on.end > self.day), None)


def with_register(programme: Programme, register: Register) -> Programme:
    """The programme with the plan as a ledger has it."""
    return replace(
        programme,
        plans=register.plans,
        plan_measures=register.measures,
        sessions=register.sessions,
    )


def registered(programme: Programme, day: date, language: Language = ENGLISH) -> Registered:
    """The register of a programme on `day`; ChoiceError where the programme has no plan."""
    if not programme.plans:
        raise ChoiceError(f"{programme.id}: found no plan; allowed: a folder with plan.toml")
    plans = {one.id: one for one in programme.plans}
    said = translated(programme, translations(programme, language.code))
    stood = (standing(one, plans[one.plan], day) for one in said.plan_measures)
    sessions = sorted(said.sessions, key=lambda one: (one.on.start, one.id))
    return Registered(
        said,
        day,
        language,
        tuple(one for one in stood if one is not None),
        tuple(session_on(one, day) for one in sessions),
    )
