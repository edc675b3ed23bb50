"""A programme told in another language."""

from dataclasses import replace

from goldenbridge.programme.model import Programme, Translation
from goldenbridge.programme.translation import translated


def test_texts_are_told_wherever_they_stand_and_ids_stay(programme: Programme) -> None:
    actor = programme.commitments[0].actors[0]
    rows = (
        Translation(text="Kazakhstan", ru="Казахстан"),
        Translation(text=actor, ru="Деятель"),
        Translation(text="trade", ru="торговля"),
    )
    told = translated(replace(programme, translations=rows), "ru")
    assert told.parties[0].name == "Казахстан"
    assert told.commitments[0].actors[0] == "Деятель"
    assert [sector.id for sector in told.sectors] == [sector.id for sector in programme.sectors]


def test_what_has_no_translation_stays(programme: Programme) -> None:
    rows = (Translation(text="Kazakhstan", ru="Казахстан"),)
    bare = replace(programme, translations=rows)
    assert translated(bare, "kk") is bare
    assert translated(bare, "en") is bare
    assert translated(bare, "ru").parties[1].name == "Kyrgyzstan"
