"""Ranks of a partner, and fields of cooperation that a sentence names."""

import re
from collections.abc import Iterator

from goldenbridge.errors import CellError
from goldenbridge.language.numerals import read_words
from goldenbridge.reading import lexicon
from goldenbridge.reading.model import Proposal
from goldenbridge.reading.sentences import Sentence

_PLACES = {
    1: "first|largest|biggest|main|перв\\w+|бірінші|биринчи",
    2: "second|втор\\w+|екінші|экинчи",
    3: "third|треть\\w+|третий|третьим|үшінші|үчүнчү",
    4: "fourth|четв[её]рт\\w+|төртінші|төртүнчү",
    5: "fifth|пят(?:ое|ый|ым|ом)|бесінші|бешинчи",
    6: "sixth|шест(?:ое|ой|ым|ом)|алтыншы|алтынчы",
    7: "seventh|седьм\\w+|жетінші|жетинчи",
    8: "eighth|восьм\\w+|сегізінші|сегизинчи",
    9: "ninth|девят(?:ое|ый|ым|ом)|тоғызыншы|тогузунчу",
    10: "tenth|десят(?:ое|ый|ым|ом)|оныншы|онунчу",
}
_GROUPS = {
    3: "тройк\\w+|үштігі\\w*|үштік\\w*|үчтүг\\w*|үчтүк\\w*",
    5: "пят[её]рк\\w+|бестігі\\w*|бестік\\w*|бештиг\\w*|бештик\\w*",
    10: "десятк\\w+|ондығы\\w*|ондық\\w*|ондуг\\w*|ондук\\w*",
}
_NTH = "|".join(_PLACES.values())
_TOP = re.compile(
    r"\b(?:top[ -]|(?:among|one of) (?:the )?(?:top|first|largest) )"
    r"(?P<n>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"|(?:топ|алғашқы|алгачкы)[ -](?P<c>\d{1,2}|үш|бес|он|үч|беш)(?!\w)",
    re.IGNORECASE,
)
_GROUP = re.compile(rf"(?<!\w)(?:{'|'.join(_GROUPS.values())})(?!\w)", re.IGNORECASE)
_PLACE = re.compile(
    rf"(?<!\w)(?P<n>{_NTH}|\d{{1,2}}(?:st|nd|rd|th|-е|-ое|-м|-ші|-шы|-чи|-чү)?)(?:[ -](?:largest|biggest)| most important)?"
    r" (?:(?:по значению|по величине|важнейш\w+|маңызды|trade|trading|economic|foreign trade|крупнейш\w+|торгов\w+|ірі|ири|сауда|соода) )*"
    r"(?:partners?|places?|positions?|мест\w+|партн[её]р\w*|позици\w+|орын\w*|орун\w*|серіктес\w*"
    r"|өнөктөш\w*|investors?|suppliers?|buyers?|exporters?|инвестор\w*|поставщик\w*)(?!\w)"
    rf"|\b(?:rank|come|place|stand)(?:s|d|ed|ing)? (?:as |in )?(?:the )?(?P<r>{_NTH})(?!\w)",
    re.IGNORECASE,
)
_NOT_IN = lexicon.words(r"(?:is|are) (?:not|no longer)", r"не входит", r"кірмейді", r"кирбейт")
_OF_TRADE = lexicon.words(
    r"partners?|investors?|exporters?|importers?|suppliers?|buyers?|trade|trading|imports|exports",
    r"партн[её]р\w*|инвестор\w*|товарооборот\w*|торгов\w+|экспорт\w*|импорт\w*",
    r"серіктес\w*|сауда\w*|инвестор\w*|өнөктөш\w*|соода\w*",
)


def ranks(sentence: Sentence) -> Iterator[Proposal]:
    """A rank among partners or investors, as "the third-largest partner" or "top five"."""
    text = sentence.text
    if not _OF_TRADE.search(text) or lexicon.MAY_BE.search(text) or _NOT_IN.search(text):
        return
    for pattern in (_TOP, _GROUP, _PLACE):
        match = pattern.search(sentence.text)
        if match:
            found = match.groupdict()
            said = next((text for text in found.values() if text), match[0])
            rank = _rank(said)
            if rank:
                says = {"rank": str(rank)}
                yield Proposal("rank", sentence, match.start(), match.end(), says)
                return


def sectors(sentence: Sentence) -> Iterator[Proposal]:
    """Fields that a sentence about working together names; of one only it is said too often."""
    if not lexicon.TOGETHER.search(sentence.text):
        return
    found = {
        name: match
        for name, pattern in lexicon.SECTORS.items()
        if (match := pattern.search(sentence.text))
    }
    if len(found) > 1:
        for name, match in sorted(found.items(), key=lambda pair: pair[1].start()):
            yield Proposal("sector", sentence, match.start(), match.end(), {"sector": name})


def _rank(text: str) -> int:
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits[0])
    for table in (_GROUPS, _PLACES):
        for rank, forms in table.items():
            if re.fullmatch(forms, text, re.IGNORECASE):
                return rank
    try:
        return int(read_words(text))
    except CellError:
        return 0
