"""The words by which rules know what a sentence says, in en, ru, kk and ky.

One pattern serves all four languages: their scripts and endings keep them apart.
"""

import re


def words(*forms: str) -> re.Pattern[str]:
    r"""A pattern of whole words; a form may end with a free ending (`\\w*`)."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


# kind of indicator -> its names; the first that a programme's indicator carries is proposed
INDICATORS = {
    "farm-trade": words(
        r"(?:agricultural|farm|agri-?food) (?:trade|turnover|exports?|imports?)",
        r"торговл\w+ сельхоз\w+|сельхозпродукци\w+|торговл\w+ сельскохозяйственн\w+",
        r"ауыл шаруашылығы өнімдер\w+ (?:сауда|экспорт|импорт)\w*",
        r"айыл чарба (?:продукция|азык)\w* (?:соода|экспорт|импорт)\w*",
    ),
    "turnover": words(
        r"(?:mutual|bilateral|two-way|foreign)? ?trade(?: turnover| volume)?|turnover|commerce",
        r"товарооборот\w*|торгов(?:ля|ли|лю|лей|ле)|торгов\w+ оборот\w*|взаимн\w+ торговл\w+",
        r"тауар ?айналым\w*|сауда(?!-)\w*|алыс-беріс\w*",
        r"соода(?!-)\w*|товар ?жүгүртүү\w*",
    ),
    "exports": words(
        r"exports?|exporters|shipments|deliveries|sales", r"экспорт\w*|поставк\w+|сбыт\w*"
    ),
    "imports": words(r"imports?|purchases", r"импорт\w*|ввоз\w*|закупк\w+"),
    "investment": words(
        r"(?:direct )?invest\w*", r"инвестици\w*|инвестор\w*|капиталовложени\w*|инвестор\w*"
    ),
    "freight": words(
        r"freight|cargo|rail traffic|transit|grain|wheat|flour|coal|cement|cheese|dairy|milk|fertili[sz]er"
        r"|fuel|petrol|deliveries|shipments|goods",
        r"груз\w*|перевоз\w+|транзит\w*|зерн\w+|пшениц\w*|мук[аиу]|угл[яею]\w*|уголь|цемент\w*|сыр\w{0,2}"
        r"|молочн\w+|топлив\w*|бензин\w*|удобрени\w*|товар\w{0,3}",
        r"жүк(?! көлі)\w*|жүк тасымал\w*|жүк ташуу\w*|астық\w*|бидай\w*|көмір\w*|цемент\w*|ұн|ірімшік\w*"
        r"|дан|буудай\w*|көмүр\w*",
    ),
    "electricity": words(
        r"electricity|power|energy supplies",
        r"электроэнерги\w*|электричеств\w*",
        r"электр энергия\w*|электр кубат\w*",
    ),
    "water": words(
        r"water|reservoir\w*|inflow|release",
        r"вод[аыуе]\w*|водохранилищ\w*|приток\w*",
        r"су|су қойма\w*|суу|суу сактагыч\w*",
    ),
    "tourism": words(
        r"tourists?|tourist arrivals|visitors|arrivals|travellers|(?:crossed|crossing) the border",
        r"турист\w*|турпоток\w*|границ\w+ пересек\w+|пересек\w+ границ\w+",
        r"шекара(?:дан|ны)|чек ара(?:дан|ны)",
    ),
}
BACK = words(
    r"this (?:figure|indicator|number|amount|volume)|the figure|it",
    r"эт(?:от|а|у|им) (?:показател\w+|цифр\w+|объ[её]м\w*|уров\w+)|его|её",
    r"(?:бұл|осы|аталған) көрсеткіш\w*|оны",
    r"(?:бул|ушул) көрсөткүч\w*|аны",
)
"""What speaks of a figure named before."""

AIM = words(
    r"agree[ds]?|plan(?:s|ned|ning)?|aim(?:s|ed|ing)?|targets?|goals?|tasks?|objective|intend(?:s|ed)?"
    r"|instruct(?:s|ed)?|pledge[ds]?|commit(?:s|ted)|expect(?:s|ed)?|should|will|must|want(?:s|ed)?"
    r"|seek(?:s|ing)?|envisage[ds]?|decided|ready to|strive|ambitions?|vowed|promised|undertook|hopes?|project(?:ed|s|ion)|forecasts?|call(?:s|ed)? for"
    r"|urged|aspires?|look(?:s|ing)? to|is to be|are to be|to be brought",
    r"договорил\w+|планир\w+|намерен\w*|намечен\w*|задач\w*|цел[ьи]|поручил\w*|рассчитыва\w+|ожида\w+"
    r"|предстоит|необходимо|будет|решил\w*|услови\w+|обязал\w+|стрем\w+|предусм\w+|готов\w*|должн\w+|призвал\w*|призыва\w+|прогноз\w*|нацел\w+|ориентир\w*|хот(?:им|ят|ел\w*)|возраст[её]т|подадут|получит"
    r"|закупит|поставит|импортирует|экспортирует|направит|вложит|достигнет|вырастет|составит|довед[её]т",
    r"келіс(?:ті|іп|уге|ілді)\w*|жоспар\w*|мақсат\w*|міндет\w*|көздел\w*|көздейді|ниетті|тиіс"
    r"|тапсыр\w+|уағдалас\w+|шешім қабылда\w+|болмақ|дайын|шақыр\w+|болжан\w+|күтіл\w+|көзде\w+|сатып алады|жеткізеді|жетеді|жетпек|шығарады",
    r"макулда\w+|план(?:да\w+|ы|га)?|пландал\w+|максат\w*|милдет\w*|ниет\w*|тийиш\w*|тапшыр\w+|көздө\w+|чакыр\w+|болжо\w+|күтүл\w+|сатып алат|жеткирет|жетет",
)
RAISE = words(
    r"(?:to|of|and|for|at) (?:increas|push|get|rais|bring|boost|expand|doubl|tripl|grow|lift|reach|achiev|exceed|hit"
    r"|invest|attract|surpass|lift|see|bring|export|import|hold|deliver|supply)(?:e|es|ing|)?",
    r"вывести|удвоить|утроить|довести|увелич(?:ить|ения|ение)|нарастить|поднять|повысить|достичь|достижени\w+|выйти|расширить"
    r"|вложить|привлечь|нарастит|доведут|увеличат|удвоить|превысит\w*",
    r"жеткіз(?:у|еді|бек|ілмек|уді|уге|ілуі)\w*|арттыр\w*|ұлғайт\w*|көтер(?:у|мек)\w*|көбейт\w*",
    r"жеткир\w+|көбөйт\w+|арттыр\w*|жогорулат\w+|көтөр\w+",
)
MEASURED = words(
    r"reach(?:ed|ing|es)|amount(?:ed|s|ing)(?: to)?|total(?:led|ed|ling|s)?|st(?:oo|an)ds?|was|were|is"
    r"|came to|made up|comprised|(?:rose|grew|increased|fell|dropped|declined|climbed) to"
    r"|exceeded|surpassed|passed|held|supplied|delivered|exported|imported|carried|transported|hit|worth|valued|estimated at|topped"
    r"|earned|put|attained|approached|brought in|registered|recorded|crossed|fetched|generated|sold|bought"
    r"|(?:climbed|rose|jumped|surged|slipped|sank|dropped|fell|declined|grew|shrank|expanded)(?: to)?",
    r"состав(?:ил\w*|ляет|ляла)|достиг(?:ла|ло|ли)?|превысил\w*|(?:вырос\w*|снизил\w*|увеличил\w*) до"
    r"|упал\w* до|равнял\w+|был[аои]?|поставил\w*|перевез\w*|насчитывал\w*|отправил\w*|доходил\w*|оцен[её]н\w*|оценил\w*|перевалил\w*|заработал\w*"
    r"|пересек\w+|вложил\w*|прин[её]с\w*|зафиксир\w+|отгруж\w+|отгрузил\w*|вв[её]з\w*|вывез\w*|закупил\w*"
    r"|приблизил\w*|получил\w*|экспортировал\w*|импортировал\w*|продал\w*|(?:сократил\w*|рос) до|в сумме|на сумму|на уровне|(?:сложил|наторгова|отправ|произв)\w+",
    r"құра(?:ды|ған|йды|п)|жет(?:ті|кен|іп)|болды|аст?ты|асып|өсті|тасымалданды|жеткіз(?:ді|ілді)"
    r"|төмендеді|асты|бағалан(?:ды|ған)|жуықтады|салды|азайды|көбейді|шықты|өтті|құйды|сатып алды"
    r"|экспорттады|импорттады|жөнелтілді|әкелінді",
    r"түз(?:дү|гөн|өт)|жет(?:ти|кен)|болду|ашты|өстү|ташылды|жеткир(?:ди|илди)|бааланды|жакындады|салды|азайды|көбөйдү|чыкты|өттү|сатып алды",
)
MAY_BE = words(
    r"could|may|might|can|potential(?:ly)?|possib\w+|capable|prospects? of|chances? (?:of|to)|doubts?|doubtful|unlikely|if",
    r"мо(?:жет|гут|гла?|гли)|потенциал\w*|возможн\w+|способн\w+|сомнева\w+|сомнени\w+|маловероятн\w+|если|шанс\w*",
    r"мүмкін\w*|әлеует\w*|қауқарлы|күмән\w*|егер",
    r"мүмкүн\w*|дарамет\w*|потенциал\w*|күмөн\w*|эгер",
)
NOT = words(
    r"(?:did|does|has|have|had|was|were|is|do) not|didn't|failed to|never|without reaching|fell short",
    r"не (?:достиг\w*|превысил\w*|составил\w*|удалось|вырос\w*|был\w*)",
    r"жет(?:педі|пеген|кен жоқ)|аспады|болмады",
    r"жет(?:педи|пеген|кен жок)|болгон жок|ашкан жок",
)
COST = words(
    r"costs?|contracts?|price[ds]?|fees?|fine[sd]?|loans?|credits?|lent|grants?|salar\w+|paid|pay"
    r"|budget|allocated|funds?|capital|deals?|purse|tariffs?|per",
    r"сто(?:ит|имость\w*|имости)|контракт\w*|цен[аыеу]|штраф\w*|кредит\w*|за[её]м\w*|грант\w*|заплатил\w*"
    r"|выдел\w+|бюджет\w*|тариф\w*|сделк\w+|фонд\w*|уставн\w+",
    r"құны|құнын|қор(?:дың|ы)?|капитал\w*|келісімшарт\w*|несие\w*|бөлін\w+|төле\w+|айыппұл\w*|бюджет\w*|баға(?:сы|ны|мен)?",
    r"наркы|бааланат|келишим-?баа\w*|насыя\w*|бөлүн\w+|төлө\w+|айып\w*|баасы",
)
"""Money that is a price, a payment or a fund, no level of an indicator."""
CHANGE_BEFORE = re.compile(
    r"(?:\bby|\banother|\badditional|\bextra|\bна|\bна (?:более|почти|около|целых)"
    r"|\bеще на|\bещё на|\bby (?:about|almost|over|nearly|more than))\s*$",
    re.IGNORECASE,
)
CHANGE_AFTER = re.compile(
    r"^\s*(?:өс|арт|төменде|кем|азай|көбей|ұлғай|қымбатта|көбөй|төмөндө|жогорула)", re.IGNORECASE
)
DATIVE = re.compile(r"(?:ға|ге|қа|ке|га|го|гө|ко|кө|на|не)$", re.IGNORECASE)

SECTORS = {
    "trade": words(r"trade", r"торговл\w+", r"сауда\w*", r"соода\w*"),
    "investment": words(r"investments?", r"инвестици\w*", r"инвестиция\w*"),
    "industry": words(r"industr\w+", r"промышленност\w*", r"өнеркәсіп\w*", r"өнөр жай\w*"),
    "logistics": words(r"logistics?", r"логистик\w*"),
    "transport": words(r"transport\w*", r"транспорт\w*", r"көлік\w*", r"унаа\w*"),
    "digital": words(r"digital\w*|IT", r"цифров\w+", r"цифрлық|цифрландыру\w*", r"санарип\w*"),
    "energy": words(r"energy|power", r"энергети\w*", r"энергия\w*"),
    "water": words(
        r"water(?: relations| resources| management)?", r"водн\w+|водохоз\w+", r"су саласы\w*|суу"
    ),
    "agriculture": words(
        r"agricultur\w+|farming",
        r"сельск\w+ хозяйств\w*|АПК|агропром\w*",
        r"ауыл шаруашылығы\w*",
        r"айыл чарба\w*",
    ),
    "education": words(r"education\w*", r"образовани\w*", r"білім\w*", r"билим\w*"),
    "health": words(r"health ?\w*", r"здравоохранени\w*", r"денсаулық\w*", r"саламаттык\w*"),
    "culture": words(
        r"cultur\w+", r"культур\w*", r"мәдениет\w*|мәдени\w*", r"маданият\w*|маданий\w*"
    ),
    "humanitarian": words(r"humanitarian", r"гуманитарн\w+", r"гуманитарлық", r"гуманитардык"),
    "tourism": words(r"tourism", r"туризм\w*"),
    "security": words(
        r"security|defen[cs]e", r"безопасност\w*", r"қауіпсіздік\w*", r"коопсуздук\w*"
    ),
}
TOGETHER = words(
    r"cooperation|collaborat\w+|interaction|partnership|key (?:sectors|areas)|fields? of|spheres?",
    r"сотрудничеств\w*|взаимодействи\w*|партн[её]рств\w*",
    r"ынтымақтастық\w*|ықпалдастық\w*|өзара іс-қимыл\w*",
    r"кызматташ\w*|өнөктөштүк\w*",
)
