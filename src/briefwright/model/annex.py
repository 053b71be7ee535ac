"""The words of the evidence annex, by language: patterns and counted nouns.

Gives `AnnexWords` by language tag. Invariant: every language has every word; a number stands where
no word has to agree with it, or beside a counted noun that has both its forms. Nothing here judges a source.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefwright.model.language import lookup


@dataclass(frozen=True)
class AnnexWords:
    """Column heads, captions and patterns; `{}` is where a value goes. A noun has its form for one, and for more."""

    claim: str
    supporting: str
    against: str
    description: str
    reliability: str
    derived: str
    claims_caption: str
    sources_caption: str
    scale: str
    """What the letters mean, beneath the table of the sources."""
    rests: str
    """The first sentence: sources, then quotations."""
    source: tuple[str, str]
    quotation: tuple[str, str]
    witness: tuple[str, str]
    witnesses: str
    types: str
    languages: str
    dates: str
    relayed: str
    translated: str
    undated: str
    unstated: str
    unjudged: str
    unshown: str
    derives: str
    """Behind a passage: the source that it derives from."""
    places: str
    """A source's name and the places in it."""
    counted: str
    label: str
    """A label and what it counts, as a sentence."""
    between: str
    """A range of dates."""
    comma: str
    space: str
    """Between two sentences."""
    singular: tuple[int, ...] = (1,)
    """The numbers that take a noun's first form."""

    def count(self, noun: tuple[str, str], number: int) -> str:
        """A number with its noun."""
        return noun[0 if number in self.singular else 1].format(number)


ENGLISH = AnnexWords(
    claim="Claim",
    supporting="For",
    against="Against",
    description="Description",
    reliability="Reliability",
    derived="Derived from",
    claims_caption="Claims, and the passages for and against them",
    sources_caption="The sources, as their records describe them",
    scale="Reliability runs from A, the highest, to E; F is not judged.",
    rests="This brief rests on {} and has {}.",
    source=("{} source", "{} sources"),
    quotation=("{} quotation", "{} quotations"),
    witness=("{} witness", "{} witnesses"),
    witnesses="Independent witnesses, counting declared reposts and translations as what they derive from",
    types="Types",
    languages="Languages",
    dates="Dates",
    relayed="Quotations that a source relays from another reporter",
    translated="Quotations in translation",
    undated="undated",
    unstated="not stated",
    unjudged="not judged",
    unshown="not shown",
    derives="{}, derived from {}",
    places="{}, {}",
    counted="{}\u00a0({})",
    label="{}:\u00a0{}.",
    between="{} to {}",
    comma=", ",
    space=" ",
)

GERMAN = AnnexWords(
    claim="Aussage",
    supporting="Dafür",
    against="Dagegen",
    description="Beschreibung",
    reliability="Zuverlässigkeit",
    derived="Abgeleitet von",
    claims_caption="Aussagen und die Stellen, die für und gegen sie sprechen",
    sources_caption="Die Quellen, wie ihre Nachweise sie beschreiben",
    scale="Die Zuverlässigkeit reicht von A, der höchsten, bis E; F ist nicht beurteilt.",
    rests="Dieses Papier stützt sich auf {} und enthält {}.",
    source=("{} Quelle", "{} Quellen"),
    quotation=("{} Zitat", "{} Zitate"),
    witness=("{} Zeuge", "{} Zeugen"),
    witnesses="Unabhängige Zeugen, wobei angegebene Nachdrucke und Übersetzungen als ihre Vorlage zählen",
    types="Arten",
    languages="Sprachen",
    dates="Daten",
    relayed="Zitate, die eine Quelle von anderen Berichterstattern übernimmt",
    translated="Zitate in Übersetzung",
    undated="undatiert",
    unstated="nicht angegeben",
    unjudged="nicht beurteilt",
    unshown="nicht gezeigt",
    derives="{}, abgeleitet von {}",
    places="{}, {}",
    counted="{}\u00a0({})",
    label="{}:\u00a0{}.",
    between="{} bis {}",
    comma=", ",
    space=" ",
)

FRENCH = AnnexWords(
    claim="Affirmation",
    supporting="Pour",
    against="Contre",
    description="Description",
    reliability="Fiabilité",
    derived="Dérivé de",
    claims_caption="Les affirmations et les passages qui les appuient ou les contredisent",
    sources_caption="Les sources, telles que leurs notices les décrivent",
    scale="La fiabilité va de A, la plus haute, à E\u00a0; F n’est pas évalué.",
    rests="Cette note s’appuie sur {} et contient {}.",
    source=("{} source", "{} sources"),
    quotation=("{} citation", "{} citations"),
    witness=("{} témoin", "{} témoins"),
    witnesses="Témoins indépendants, reprises et traductions déclarées comptant pour leur original",
    types="Types",
    languages="Langues",
    dates="Dates",
    relayed="Citations qu’une source tient d’un autre rapporteur",
    translated="Citations en traduction",
    undated="sans date",
    unstated="non précisé",
    unjudged="non évalué",
    unshown="non montré",
    derives="{}, dérivé de {}",
    places="{}, {}",
    counted="{}\u00a0({})",
    label="{}\u00a0:\u00a0{}.",
    between="{} à {}",
    comma=", ",
    space=" ",
    singular=(0, 1),
)

CHINESE = AnnexWords(
    claim="判断",
    supporting="支持",
    against="反对",
    description="说明",
    reliability="可靠性",
    derived="源自",
    claims_caption="各项判断及支持与反对的段落",
    sources_caption="各来源（依其著录）",
    scale="可靠性由高至低为A至E；F为未评定。",
    rests="本简报依据{}，含{}。",
    source=("{}个来源", "{}个来源"),
    quotation=("{}处引文", "{}处引文"),
    witness=("{}个独立信源", "{}个独立信源"),
    witnesses="独立信源（已注明的转载、译文与其所本合计为一）",
    types="类型",
    languages="语言",
    dates="日期",
    relayed="来源转引自他人报道的引文",
    translated="译文引文",
    undated="无日期",
    unstated="未注明",
    unjudged="未评定",
    unshown="未列出",
    derives="{}，源自{}",
    places="{}，{}",
    counted="{}（{}）",
    label="{}：{}。",
    between="{}至{}",
    comma="、",
    space="",
)

KOREAN = AnnexWords(
    claim="주장",
    supporting="뒷받침",
    against="반대",
    description="설명",
    reliability="신뢰성",
    derived="원출처",
    claims_caption="주장과 이를 뒷받침하거나 반대하는 대목",
    sources_caption="출처 (기록된 대로)",
    scale="신뢰성은 가장 높은 A부터 E까지이며, F는 평가되지 않은 것이다.",
    rests="이 보고서는 출처 {}에 근거하며 인용문 {}를 담고 있다.",
    source=("{}건", "{}건"),
    quotation=("{}개", "{}개"),
    witness=("독립 출처 {}건", "독립 출처 {}건"),
    witnesses="독립 출처(밝혀 둔 전재와 번역은 원문과 하나로 셈)",
    types="유형",
    languages="언어",
    dates="날짜",
    relayed="출처가 다른 보도에서 옮긴 인용문",
    translated="번역된 인용문",
    undated="날짜 없음",
    unstated="명시되지 않음",
    unjudged="평가되지 않음",
    unshown="밝히지 않음",
    derives="{}, 원출처 {}",
    places="{}, {}",
    counted="{}({})",
    label="{}:\u00a0{}.",
    between="{}~{}",
    comma=", ",
    space=" ",
)

TRADITIONAL = AnnexWords(
    claim="判斷",
    supporting="支持",
    against="反對",
    description="說明",
    reliability="可靠性",
    derived="源自",
    claims_caption="各項判斷及支持與反對的段落",
    sources_caption="各來源（依其著錄）",
    scale="可靠性由高至低為A至E；F為未評定。",
    rests="本簡報依據{}，含{}。",
    source=("{}個來源", "{}個來源"),
    quotation=("{}處引文", "{}處引文"),
    witness=("{}個獨立信源", "{}個獨立信源"),
    witnesses="獨立信源（已註明的轉載、譯文與其所本合計為一）",
    types="類型",
    languages="語言",
    dates="日期",
    relayed="來源轉引自他人報導的引文",
    translated="譯文引文",
    undated="無日期",
    unstated="未註明",
    unjudged="未評定",
    unshown="未列出",
    derives="{}，源自{}",
    places="{}，{}",
    counted="{}（{}）",
    label="{}：{}。",
    between="{}至{}",
    comma="、",
    space="",
)

JAPANESE = AnnexWords(
    claim="判断",
    supporting="支持",
    against="反対",
    description="説明",
    reliability="信頼性",
    derived="元の情報源",
    claims_caption="各判断と、それを支持または否定する箇所",
    sources_caption="情報源（記録のとおり）",
    scale="信頼性は最高のAからEまでで、Fは未評価を表す。",
    rests="本稿は{}に基づき、{}を含む。",
    source=("{}件の情報源", "{}件の情報源"),
    quotation=("{}件の引用", "{}件の引用"),
    witness=("独立した情報源{}件", "独立した情報源{}件"),
    witnesses="独立した情報源（明示された転載と翻訳は原典と合わせて一件と数える）",
    types="種類",
    languages="言語",
    dates="日付",
    relayed="情報源が他の報道から伝えた引用",
    translated="翻訳による引用",
    undated="日付なし",
    unstated="記載なし",
    unjudged="未評価",
    unshown="非公開",
    derives="{}（元の情報源：{}）",
    places="{}、{}",
    counted="{}（{}）",
    label="{}：{}。",
    between="{}から{}",
    comma="、",
    space="",
)

ARABIC = AnnexWords(
    claim="الحكم",
    supporting="مؤيِّد",
    against="معارض",
    description="الوصف",
    reliability="الموثوقية",
    derived="مأخوذ عن",
    claims_caption="الأحكام والمقاطع المؤيدة لها والمعارضة",
    sources_caption="المصادر كما تصفها بطاقاتها",
    scale="تتدرج الموثوقية من A، وهي الأعلى، إلى E؛ أما F فغير مقيَّم.",
    rests="عدد المصادر التي يستند إليها هذا الموجز {} وعدد اقتباساته {}.",
    source=("{}", "{}"),
    quotation=("{}", "{}"),
    witness=("الشهود: {}", "الشهود: {}"),
    witnesses="الشهود المستقلون، مع احتساب ما أُعلن أنه نقل أو ترجمة مع أصله",
    types="الأنواع",
    languages="اللغات",
    dates="التواريخ",
    relayed="اقتباسات ينقلها المصدر عن غيره",
    translated="اقتباسات مترجمة",
    undated="بلا تاريخ",
    unstated="غير مذكور",
    unjudged="غير مقيَّم",
    unshown="غير معروض",
    derives="{}، مأخوذ عن {}",
    places="{}، {}",
    counted="{}\u00a0({})",
    label="{}:\u00a0{}.",
    between="من {} إلى {}",
    comma="، ",
    space=" ",
)

LANGUAGES = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "zh": CHINESE, "ko": KOREAN} | {
    "zh-hant": TRADITIONAL, "ja": JAPANESE, "ar": ARABIC,
}  # fmt: skip


def annex_words(tag: str) -> AnnexWords:
    """The words for a language tag (BCP 47)."""
    return LANGUAGES[lookup(tag, frozenset(LANGUAGES))]
