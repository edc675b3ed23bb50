"""A programme told in another language."""

from dataclasses import replace

from goldenbridge.programme.model import Programme, Translation
from goldenbridge.programme.translation import translated, translations


def test_texts_are_told_where_they_are_shown_and_nothing_else_moves(programme: Programme) -> None:
    actor = programme.commitments[0].actors[0]
    said = {"Kazakhstan": "Казахстан", actor: "Деятель", "trade": "торговля", "treaty": "договор"}
    told = translated(programme, said)
    assert told.parties[0].name == "Казахстан"
    assert told.commitments[0].actors[0] == "Деятель"
    assert told.sectors[0].id == "trade"
    assert [p.kind for p in told.promises] == [p.kind for p in programme.promises]
    assert [c.unit for c in told.commitments] == [c.unit for c in programme.commitments]
    assert told.translations == programme.translations


def test_an_id_stays_even_where_it_is_also_a_text(programme: Programme) -> None:
    told = translated(programme, {"KG": "Кыргызстан", "KZ": "Казахстан"})
    assert told.basins == programme.basins
    assert told.sites == programme.sites


def test_what_a_language_lacks_stays(programme: Programme) -> None:
    rows = (Translation(text="Kazakhstan", ru="Казахстан"),)
    bare = replace(programme, translations=rows)
    assert translations(bare, "ru") == {"Kazakhstan": "Казахстан"}
    assert translations(bare, "kk") == translations(bare, "en") == {}
    assert translated(bare, {}) is bare
