"""Everything that the press text of 4 August 2025 tells has its entry in the shipped programme."""

import pytest

from goldenbridge.programme.model import Commitment, Event, Programme


def commitment(programme: Programme, name: str) -> Commitment:
    return next(c for c in programme.commitments if c.id == name)


def event(programme: Programme, name: str) -> Event:
    return next(e for e in programme.events if e.id == name)


def test_the_visit_and_the_talks(programme: Programme) -> None:
    visit = event(programme, "fm-talks-2025-08-01")
    assert (str(visit.start), visit.place) == ("2025-08-01", "Cholpon-Ata")


def test_turnover_and_target_without_deadline(programme: Programme) -> None:
    promise = commitment(programme, "C103")
    assert (promise.target, promise.unit, str(promise.baseline_period)) == (3.0, "USD bn", "2024")
    assert promise.deadline is promise.deadline_event is None
    assert {(r.deadline.text, r.basis) for r in promise.readings} == {
        ("2030", "inferred"),
        ("2027", "assumed"),
    }
    said = [
        o.value
        for o in programme.observations
        if (o.indicator, o.reporter, o.period.text, o.standing)
        == ("turnover", "kz", "2024", "spoken")
    ]
    assert 1.7 in said


def test_the_partner_rank_is_a_claim(programme: Programme) -> None:
    claim = next(c for c in programme.claims if c.id == "top-three")
    assert (claim.check, claim.partner, claim.value) == ("rank", "Kazakhstan", 3.0)


def test_the_complex_with_its_whole_history(programme: Programme) -> None:
    dates = {c.id: str(c.deadline) for c in programme.commitments if c.project == "itlc"}
    assert dates["C017"] == "2025"
    assert dates["C018"] == "2026"
    assert dates["C102"] == "2027-Q1"
    history = " ".join(e.text for e in commitment(programme, "C016").evidence)
    assert "tender" in history
    later = [e for e in commitment(programme, "C018").evidence if str(e.on).startswith("2026-02")]
    assert later


@pytest.mark.parametrize("sector", ["energy", "transport", "logistics", "water", "agriculture"])
def test_each_field_named_has_promises_and_facts(programme: Programme, sector: str) -> None:
    assert any(c.sector == sector for c in programme.commitments)
    assert any(f.sector == sector and str(f.on) == "2025-08-01" for f in programme.facts)


def test_platforms_where_both_take_part(programme: Programme) -> None:
    platforms = {e.body for e in programme.events if e.kind == "multilateral"}
    assert {"EAEU", "SCO", "OTS", "IFAS"} <= platforms


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("days-kyrgyz-culture-2024", "held"),
        ("kazakh-cinema-days-2025", "held"),
        ("youth-forum-3", "held"),
        ("golden-bridge-monument-opening", "held"),
        ("state-visit-2025-08", "held"),
        ("sic-7", "held"),
    ],
)
def test_culture_and_what_became_of_it(programme: Programme, name: str, status: str) -> None:
    assert event(programme, name).status == status


def test_a_deadline_that_is_an_event(programme: Programme) -> None:
    promise = commitment(programme, "C080")
    assert promise.deadline_event is not None
    assert promise.deadline_event.event == "state-visit-2025-08"


def test_the_documents_initialed(programme: Programme) -> None:
    initialed = {d.title: d for d in programme.documents if str(d.initialed) == "2025-08-01"}
    plan = next(d for title, d in initialed.items() if "2025-2027" in title.replace("–", "-"))
    assert len(initialed) >= 2
    assert plan.kind == "plan"
