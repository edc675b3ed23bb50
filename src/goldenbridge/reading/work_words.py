"""The words by which works, documents and events are known, in en, ru, kk and ky."""

import re

from goldenbridge.reading.lexicon import words

WORK = words(
    r"complex(?:es)?|(?:railway |railroad )?stations?|cable cars?|roads?|highways?|motorways?|railways?|railroads?|rail link|road link|bridges?"
    r"|checkpoints?|crossings?|border points?|terminals?|hubs?|(?:logistics|distribution|trade) cent(?:er|re)s?"
    r"|power (?:plant|station)s?|hydropower \w+|HPP|plants?|factor(?:y|ies)|reservoirs?|canals?"
    r"|(?:dry )?ports?|airports?|pipelines?|flights?|air service|schools?|hospitals?|branch(?:es)?"
    r"|industrial zones?|parks?|consulates?|markets?|depots?|warehouses?|border points?|mines?|refiner(?:y|ies)|grids?|lines?"
    r"|substations?|stadiums?|universit(?:y|ies)|institutes?|clinics?|cent(?:er|re)s?",
    r"комплекс\w*|(?:железн\w+ |авто)?дорог\w*|трасс\w*|магистрал\w*|мост\w{0,2}|пункт\w* пропуска|КПП"
    r"|терминал\w*|хаб\w{0,2}|логистическ\w+ центр\w*|электростанци\w*|ГЭС|завод\w*|фабрик\w*"
    r"|водохранилищ\w*|канал\w*|(?:сух\w+ )?порт\w{0,2}|аэропорт\w*|рейс\w*|авиасообщени\w*|школ\w*"
    r"|больниц\w*|филиал\w*|индустриальн\w+ зон\w*|технопарк\w*|вокзал\w*|станци\w+|рын(?:ок|ка|ки)|склад\w*|центр\w{0,2}"
    r"|шахт\w*|линии?|подстанци\w*|университет\w*|институт\w*|клиник\w*|стадион\w*|депо|мастерск\w+",
    r"кешен\w*|(?:темір)?жол(?! картасы)(?:дың|ды|дар|ы|ын|ға)?|көпір\w*|өткізу пункт\w*|бекет\w*|терминал\w*|хаб\w*"
    r"|зауыт\w*|фабрика\w*|су қойма\w*|порт\w*|әуежай\w*|рейс\w*|мектеп\w*|аурухана\w*|филиал\w*|аймақ\w*"
    r"|орталы[қғ]\w*|вокзал\w*|станса\w*|базар\w*|қойма\w*|университет\w*|желі(?:сі|ні)?|шахта\w*",
    r"(?:темир ?)?жол(?! картасы)(?:дун|ду|дор|у|го)?|көпүрө\w*|өткөрүү пункт\w*|завод\w*|комплекс\w*|бөгөт\w*"
    r"|суу сактагыч\w*|аба майдан\w*|каттам\w*|мектеп\w*|борбор(?:у|ун|ду|дун)|вокзал\w*|станция\w*|базар\w*|кампа\w*|университет\w*",
)
BUILD = words(
    r"(?:to |be )?(?:open|launch|build|construct|complet|finish|commission|moderni[sz]|reconstruct|rebuil"
    r"|establish|creat|renovat|upgrad|erect|deliver)(?:s|es|e|ed|ing|d|ding|t)?|construction|launch|commissioning|completion"
    r"|(?:put|come|enter) into (?:operation|service)|reconstruction|opening|built|hand(?:ed)? over|go up|(?:start|begin) (?:work|operat)\w*|come on stream"
    r"|overhaul\w*|repairs?|be ready|become operational|ground was broken|feasibility study|start-up|be laid|break ground",
    r"строительств\w*|построит\w*|построят|запуст\w+|запуск\w*|открыти\w*|откроют\w*|откроется|открыть"
    r"|заверш(?:ить|ат|ится|ение|ения|ении)|достроит\w*|ввод\w*(?: в эксплуатацию)?|введут|ввести"
    r"|реконструкци\w*|модернизаци\w*|модернизир\w+|созда(?:ть|дут|ние|ния)"
    r"|ремонт\w*|сдадут|сдать|сдача|заработа(?:ет|ют)|начн[уё]т\w* (?:возводить|строить|работу|стро\w+)|возвед\w+|возводить"
    r"|появится|проложат|технико-экономическ\w+ обосновани\w+|достроят|завершат|начнёт работу",
    r"сал(?:у|ын\w*|ады|уды|уға)|құрылыс\w*|іске қос\w+|аш(?:ылады|у|уды)|аяқта(?:у|лады|луы)"
    r"|пайдалануға бер\w+|жаңарт\w+|жаңғырт\w+|қайта жаңарту\w*|жөнде\w+|тапсырыл\w+"
    r"|жұмысын баста\w+|жұмыс істей бастайды|басталады|бой көтер\w+",
    r"кур(?:уу|улат|ууну|улуш\w*)|ишке кир\w+|ишке киргиз\w+|ач(?:ылат|уу|ууну)"
    r"|бүт(?:үрүү|өт|күрүү)\w*|пайдаланууга бер\w+|жаңырт\w+|оңдо\w+|модернизац\w*|тапшырылат|ишин башта\w+|башталат|салынат",
)
DONE = words(
    r"(?:was|were|has been|have been|had been) (?:open|launch|complet|buil|commission|inaugurat|unveil|finish)\w*"
    r"|opened|unveiled|inaugurated|began receiving|came into service",
    r"закончил\w*|отремонтировал\w*|открыл\w*|открыт[аыо]?|запустил\w*|построил\w*|завершил\w*|введен[аоы]?|сдан[аоы]?",
    r"аш(?:ылды|ты|қан)|салынды|аяқталды|берілді|қосылды",
    r"ач(?:ылды|ты)|курулду|бүттү|берилди|киргизилди",
)
NO_WORK = words(
    r"keep|kept|stood|queue\w*|fee|paid|remain\w*|cultural|work of|forum|exhibition|monument",
    r"очеред\w+|работе пункта|выделен\w*|заплатил\w*|памятник\w*|форум\w*|выставк\w*",
    r"кезек\w*|төле\w+|бөлін\w+|форум\w*|көрме\w*|ескерткіш\w*|күндері|эстелик\w*",
)
PAPER = {
    "treaty": words(r"treat(?:y|ies)", r"договор(?:а|у|ом|е|ы|ов|ами)?", r"шарт(?:ты|тар|ы|қа)?"),
    "agreement": words(
        r"agreements?",
        r"соглашени[яеийюмх]\w*",
        r"келісім(?!шарт)(?:ді|дер|і|ге|дің|дерге)?",
        r"келишим(?!-?баа)(?:ди|дер|и|ге|дин|дерге)?",
    ),
    "protocol": words(r"protocols?", r"протокол\w*", r"хаттама\w*"),
    "memorandum": words(r"memorand\w+|MoUs?", r"меморандум\w*"),
    "roadmap": words(r"road ?maps?", r"дорожн\w+ карт\w+", r"жол картасы\w*"),
    "plan": words(
        r"plans?(?! to\b)(?: of cooperation)?",
        r"план(?:а|у|ом|е|ы|ов)?(?: сотрудничества)?",
        r"жоспар(?:ы|ға|ды)?",
        r"план(?:ы|га|ды)?",
    ),
    "decision": words(
        r"resolutions?|decisions?",
        r"решени[яеийю]\w*|резолюци\w*",
        r"шешім\w*|қаулы\w*",
        r"чечим\w*|токтом\w*",
    ),
    "programme": words(r"programmes?|programs?", r"программ\w*", r"бағдарлама\w*"),
    "law": words(r"laws?|bill", r"закон\w*|законопроект\w*", r"заң\w*", r"мыйзам\w*"),
    "draft": words(
        r"declarations?|joint statements?|communiqu[ée]",
        r"деклараци\w*|заявлени[еяю]\b|коммюнике",
        r"мәлімдеме\w*",
        r"билдирүү\w*",
    ),
}
RUNGS = {
    "initialed": words(r"initial+(?:ed|ing|s)?", r"парафир\w+", r"парафтал?\w*"),
    "in_force": words(
        r"(?:entered|enters|came|comes|went) into (?:force|effect)|is in force|took effect|takes effect|became effective",
        r"вступил\w* в силу|действует с|начал\w* действовать",
        r"күшіне енді\w*|қолданысқа енді",
        r"күчүнө кир\w+",
    ),
    "ratified": words(
        r"ratif\w+|(?:gave|given) (?:its |their )?(?:consent|assent)",
        r"ратифи\w+",
        r"ратификация\w*",
    ),
    "signed": words(
        r"sign(?:ed|ing|s)|signatures?|inked|concluded",
        r"подписа\w+|подпишут\w*|подпис[ья]\w*|заключ[её]н\w*|заключил\w*",
        r"қол қой\w+",
        r"кол кой\w+|кол коюш\w*",
    ),
    "adopted": words(
        r"adopt\w+|approv\w+|endors\w+|passed",
        r"принят\w*|принял\w*|утвержд\w+|утверд\w+|одобр\w+",
        r"қабылдан?\w*|бекіт\w+|мақұлда\w+",
        r"кабыл ал\w+|бекит\w+",
    ),
}
TO_COME = words(
    r"(?:is|are|will|to) (?:be )?(?:planned|scheduled|expected|be)|planned|will|scheduled|expected|due"
    r"|(?:has|have) yet to|remains? to|awaits?",
    r"планир\w+|намечен\w*|предстоит|ожида\w+|будет|будут|подпишут",
    r"жоспарлан\w+|күтіл\w+|қойылады|көздел\w+|керек|тиіс|әлі",
    r"пландал\w+|күтүл\w+|коюлат|керек|тийиш",
)
MISTAKEN = re.compile(r"\binitiat(?:ed|ing|ion)\b", re.IGNORECASE)
UNDER = re.compile(
    r"(?:\bunder|according to|in accordance with|согласно|в соответствии с|на основании)"
    r"(?: the| an?)?(?: \w+)?\s*$",
    re.IGNORECASE,
)
EVENT = {
    "culture": words(
        r"(?:days|week|years?) of (?-i:[A-Z][\w-]+(?: [A-Z][\w-]+){0,3})|(?-i:(?!The |This |These )(?:[A-Z]\w+ )+(?:Days|Week))",
        r"(?:дн[иейям]+|недел\w+) (?:[\w-]+ )?(?:культуры|кино|литературы)|фестивал\w*|festival\w*",
        r"\w+ (?:мәдениеті|киносы) (?:күндері|апталығы)\w*|фестивал\w*",
        r"\w+ (?:маданиятынын|киносунун) (?:күндөрү|жумалыгы)\w*",
    ),
    "forum": words(
        r"forum|summit|conference|exhibition|fair",
        r"форум\w*|саммит\w*|конференци\w*|выставк\w*|ярмарк\w*",
        r"(?:\w+ )?форум\w*|көрме\w*|жәрмеңке\w*|жарманке\w*|саммит\w*|көргөзмө\w*",
    ),
    "council": words(
        r"(?:meeting|session)s? of the (?:Supreme |Inter\w+ )*(?:Inter\w+ )?(?:Council|Commission)",
        r"заседани\w+ (?:[\w-]+ ){0,3}(?:совета|комиссии)",
        r"(?:кеңестің|комиссияның) (?:\w+ ){0,3}отырыс\w*|(?:кеңештин|комиссиянын) (?:\w+ ){0,3}(?:отуруму|жыйыны)\w*",
    ),
    "opening": words(
        r"monument|bust|memorial|statue",
        r"памятник\w*|бюст\w*|мемориал\w*",
        r"ескерткіш\w*",
        r"эстелик\w*",
    ),
    "visit": words(
        r"(?:official|state|working) visit",
        r"(?:официальн|государственн|рабоч)\w+ визит\w*",
        r"(?:ресми|мемлекеттік) сапар\w*",
        r"(?:расмий|мамлекеттик) иш ?сапар\w*",
    ),
}
HELD = words(
    r"took place|(?:was|were) (?:held|opened|unveiled)|hosted|opened|held|concluded",
    r"состоял\w+|прошл[аио]|прошёл|прошел|открыл\w*|открыт\w*|провел\w*|провёл",
    r"өтті|өткіз(?:ді|ілді)|ашыл(?:ды|ған)|болды",
    r"өттү|өткөр(?:дү|үлдү)|ачыл(?:ды|ган)|болду",
)
TO_BE_HELD = words(
    r"will (?:be |take )?\w+|to (?:take place|hold|be held)|opens|starts|begins|kicks off|(?:is|are) (?:planned|scheduled|to take place|expected)"
    r"|planned",
    r"состо[яи]тся|пройд[её]т|пройдут|откро\w+|планир\w+|намечен\w*|проведут|стартует|начн[её]тся|примет",
    r"өтеді|өткізіледі|ашылады|басталады|жоспарлан\w+|өтпек",
    r"өтөт|өткөрүлөт|ачылат|башталат|пландал\w+",
)
A_QUARTER = 93
AHEAD_OF = re.compile(
    r"(?:ahead of|before|в преддверии|накануне|перед) (?P<of>[^,;.]{4,80}?(?:visit|session|meeting"
    r"|summit|визит\w*|заседани\w*|саммит\w*))[^,;.]{0,40}",
    re.IGNORECASE,
)
