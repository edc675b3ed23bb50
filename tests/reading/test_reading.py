"""Traps of press texts, in own words, and the press text that the reader must get right."""

from datetime import date
from pathlib import Path

import pytest

from goldenbridge.reading.model import Noted, Proposal
from goldenbridge.reading.read import note, read
from goldenbridge.reading.sentences import Sentence, language_of, sentences

DAY = date(2025, 8, 4)
PRESS = Path(__file__).parents[3] / "shared" / "communiques" / "2025-08-04_astana.txt"


def noted(text: str) -> Noted:
    return note(Sentence(1, 0, len(text), text, language_of(text), 1), DAY)


def proposed(text: str, kind: str) -> list[Proposal]:
    return [p for p in noted(text).proposals if p.kind == kind]


@pytest.mark.parametrize(
    "text",
    [
        "Trade came to $1,340 billion in 2024.",
        "Trade came to 1,340 billion dollars in 2024.",
        "Trade came to 1,340 bn US dollars in 2024.",
    ],
)
def test_a_decimal_comma_before_billion_is_read_and_doubted(text: str) -> None:
    (one,) = proposed(text, "statistic")
    assert (one.says["value"], one.says["unit"], one.says["period"]) == ("1.34", "USD bn", "2024")
    assert "decimal comma" in one.doubts[0]
    assert "1,340" in one.says["printed"]


def test_a_comma_is_the_decimal_sign_of_russian_and_groups_english_millions() -> None:
    (russian,) = proposed("Товарооборот составил 1,340 млрд долларов в 2024 году.", "statistic")
    (english,) = proposed("Trade came to $1,340 million in 2024.", "statistic")
    assert russian.says["value"] == english.says["value"] == "1.34"
    assert not russian.doubts
    assert not english.doubts


def test_this_figure_is_the_one_named_before() -> None:
    found = read(
        "Investment was $55 million in 2023. They agreed to raise this figure to $70 million."
    )
    (target,) = (p for p in found.proposals if p.kind == "target")
    assert target.says == {"indicator": "investment", "value": "70", "unit": "USD mn"}


@pytest.mark.parametrize(
    "text",
    [
        "They agreed to raise trade to $3 billion.",
        "They agreed to raise trade to $3 billion within five years.",
        "В 2024 году торговля составила 1,7 млрд долларов, её решили довести до 3 млрд долларов.",
        "Тараптар тауар айналымын 3 млрд долларға жеткізуге келісті.",
        "Тараптар соода жүгүртүүнү 3 млрд долларга жеткирүүгө макулдашты.",
    ],
)
def test_no_deadline_in_the_sentence_is_none(text: str) -> None:
    (target,) = proposed(text, "target")
    assert target.says["value"] == "3"
    assert "deadline" not in target.says


@pytest.mark.parametrize(
    "text",
    [
        "Trade can reach $2 billion this year.",
        "There is potential to raise trade to $2 billion.",
        "Товарооборот может достичь 2 млрд долларов в 2024 году.",
        "Биыл сауда 2 млрд долларға жетуі мүмкін.",
    ],
)
def test_a_potential_is_no_target(text: str) -> None:
    one = noted(text)
    assert not [p for p in one.proposals if p.kind in {"target", "statistic"}]
    assert one.telling


def test_what_trade_grew_by_is_no_level() -> None:
    assert not proposed("Last year trade grew by $200 million.", "statistic")
    assert not proposed("Өткен жылы сауда 200 млн долларға өсті.", "statistic")
    assert proposed("2023 жылы сауда 541 млн долларға дейін өсті.", "statistic")


def test_initiated_for_initialed_is_doubted() -> None:
    (paper,) = proposed("The delegations initiated a protocol on rivers.", "document")
    assert paper.says["rung"] == ""
    assert "initialed may be meant" in paper.doubts[0]


def test_signed_adopted_and_ratified_are_three_things() -> None:
    for verb, rung in (("signed", "signed"), ("adopted", "adopted"), ("ratified", "ratified")):
        (paper,) = proposed(f"The upper house {verb} the treaty.", "document")
        assert paper.says["rung"] == rung
    (planned,) = proposed("The treaty is planned to be signed in autumn.", "document")
    assert planned.says["rung"] == "planned"


def test_by_85_km_is_a_measure_and_no_target() -> None:
    one = noted("The new road will shorten the way by 85 km.")
    assert [m.value for m in one.marks] == ["km 85"]
    assert not [p for p in one.proposals if p.kind == "target"]


def test_an_invented_day_is_never_added() -> None:
    one = noted("The hub will open in October 2026.")
    assert [(m.kind, m.value) for m in one.marks] == [("date", "2026-10")]
    undated = note(Sentence(1, 0, 40, "Last year trade came to $1 billion.", "en", 1), None)
    assert [m.value for m in undated.marks if m.kind == "date"] == [""]


def test_numbers_in_words() -> None:
    for text, value in (
        ("half a billion dollars", 5e8),
        ("twenty-five million dollars", 25e6),
        ("полтора миллиарда долларов", 1.5e9),
        ("два с половиной миллиарда долларов", 2.5e9),
        ("бес жүз миллион теңге", 5e8),
        ("эки жарым миллиард сом", 2.5e9),
    ):
        (mark,) = (m for m in noted(f"{text}.").marks if m.kind == "money")
        assert float(mark.value.split()[1]) == value, text


def test_places_hashes_and_abbreviations() -> None:
    text = (
        "On Aug. 1 they met.\n\nВ 2024 г. торговля  составила 1,7 млрд долл. США.  Итог подведён."
    )
    found = list(sentences(text))
    assert [s.text[:6] for s in found] == ["On Aug", "В 2024", "Итог п"]
    assert all(text[s.start : s.end] == s.text for s in found)
    (other,) = sentences("В 2024 г. торговля составила 1,7 млрд долл. США.")
    assert found[1].hash == other.hash
    assert len({s.hash for s in found}) == 3


@pytest.mark.skipif(not PRESS.exists(), reason="needs ../shared/communiques")
def test_the_press_text_yields_what_it_says() -> None:
    found = read(PRESS.read_text("utf-8"), day=DAY).proposals
    says = {kind: [p.says for p in found if p.kind == kind] for kind in {p.kind for p in found}}
    assert says["statistic"] == [
        {"indicator": "turnover", "value": "1.7", "unit": "USD bn", "period": "2024"}
    ]
    assert says["target"] == [{"indicator": "turnover", "value": "3", "unit": "USD bn"}]
    assert says["rank"] == [{"rank": "3"}]
    (work,) = says["project"]
    assert (work["name"], work["deadline"]) == ("Industrial Trade and Logistics Complex", "2026")
    sectors = [s["sector"] for s in says["sector"]]
    assert sectors[:5] == ["energy", "transport", "logistics", "water", "agriculture"]
    culture = [s for s in says["event"] if s["kind"] != "visit"]
    assert [(s["name"], s["status"]) for s in culture] == [
        ("Days of Kyrgyz Culture", "held"),
        ("Days of Kazakh Cinema", "planned"),
        ("Kazakh-Kyrgyz Youth Forum", "planned"),
        ("Golden Bridge of Friendship monument", "planned"),
    ]
    assert all("official visit" in s["before"] for s in culture[1:])
    assert [(s["kind"], s["rung"]) for s in says["document"]] == [
        ("decision", "initialed"),
        ("plan", "initialed"),
    ]
