"""The words of the evidence annex, by language: patterns, counted nouns, and what CSL's types are called.

Gives `AnnexWords` by language tag, and `type_name`. Invariant: every language has every word; a number stands where
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

LANGUAGES = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "zh": CHINESE, "ko": KOREAN}

TYPES: dict[str, tuple[str, str, str, str, str]] = {
    "article": ("article", "Artikel", "article", "文章", "글"),
    "article-journal": ("journal article", "Zeitschriftenaufsatz", "article de revue", "期刊论文", "학술지 논문"),
    "article-magazine": ("magazine article", "Magazinartikel", "article de magazine", "杂志文章", "잡지 기사"),
    "article-newspaper": ("newspaper article", "Zeitungsartikel", "article de journal", "报纸文章", "신문 기사"),
    "bill": ("bill", "Gesetzentwurf", "projet de loi", "法案", "법안"),
    "book": ("book", "Buch", "livre", "图书", "도서"),
    "broadcast": ("broadcast", "Sendung", "émission", "广播电视节目", "방송"),
    "chapter": ("chapter", "Buchkapitel", "chapitre", "章节", "책의 장"),
    "classic": ("classical work", "klassisches Werk", "œuvre classique", "经典著作", "고전"),
    "collection": ("collection", "Sammlung", "fonds", "汇编", "모음"),
    "dataset": ("data set", "Datensatz", "jeu de données", "数据集", "데이터 세트"),
    "document": ("document", "Dokument", "document", "文件", "문서"),
    "entry": ("entry", "Eintrag", "entrée", "条目", "항목"),
    "entry-dictionary": ("dictionary entry", "Wörterbucheintrag", "entrée de dictionnaire", "词典条目", "사전 항목"),
    "entry-encyclopedia": (
        "encyclopaedia entry", "Lexikoneintrag", "article d’encyclopédie", "百科全书条目", "백과사전 항목",
    ),
    "event": ("event", "Veranstaltung", "événement", "活动", "행사"),
    "figure": ("figure", "Abbildung", "figure", "图表", "그림"),
    "graphic": ("picture", "Bild", "image", "图像", "이미지"),
    "hearing": ("hearing", "Anhörung", "audition", "听证会", "청문회"),
    "interview": ("interview", "Interview", "entretien", "访谈", "인터뷰"),
    "legal_case": ("court decision", "Gerichtsentscheidung", "décision de justice", "判例", "판례"),
    "legislation": ("legislation", "Rechtsvorschrift", "texte de loi", "法律法规", "법령"),
    "manuscript": ("manuscript", "Manuskript", "manuscrit", "手稿", "원고"),
    "map": ("map", "Karte", "carte", "地图", "지도"),
    "motion_picture": ("film", "Film", "film", "影片", "영상물"),
    "musical_score": ("musical score", "Partitur", "partition", "乐谱", "악보"),
    "pamphlet": ("pamphlet", "Broschüre", "brochure", "小册子", "소책자"),
    "paper-conference": ("conference paper", "Tagungsbeitrag", "actes de colloque", "会议论文", "학술대회 논문"),
    "patent": ("patent", "Patent", "brevet", "专利", "특허"),
    "performance": ("performance", "Aufführung", "représentation", "演出", "공연"),
    "periodical": ("periodical", "Periodikum", "périodique", "连续出版物", "정기간행물"),
    "personal_communication": (
        "personal communication", "persönliche Mitteilung", "communication personnelle", "私人通信", "개인 서신",
    ),
    "post": ("online post", "Beitrag im Netz", "message en ligne", "网帖", "온라인 게시물"),
    "post-weblog": ("blog post", "Blogbeitrag", "billet de blog", "博客文章", "블로그 글"),
    "regulation": ("regulation", "Verordnung", "règlement", "规章", "규정"),
    "report": ("report", "Bericht", "rapport", "报告", "보고서"),
    "review": ("review", "Rezension", "compte rendu", "评论", "서평"),
    "review-book": ("book review", "Buchbesprechung", "compte rendu de livre", "书评", "도서 서평"),
    "software": ("software", "Software", "logiciel", "软件", "소프트웨어"),
    "song": ("song", "Lied", "chanson", "歌曲", "노래"),
    "speech": ("speech", "Rede", "discours", "讲话", "연설"),
    "standard": ("standard", "Norm", "norme", "标准", "표준"),
    "thesis": ("thesis", "Hochschulschrift", "thèse ou mémoire", "学位论文", "학위 논문"),
    "treaty": ("treaty", "Vertrag", "traité", "条约", "조약"),
    "webpage": ("web page", "Webseite", "page web", "网页", "웹페이지"),
}  # fmt: skip
"""CSL's item types (CSL 1.0.2, appendix III) in the languages' order above."""


def annex_words(tag: str) -> AnnexWords:
    """The words for a language tag (BCP 47)."""
    return LANGUAGES[lookup(tag, frozenset(LANGUAGES))]


def type_name(csl_type: str, tag: str) -> str:
    """What a CSL type is called in a language; its own name where CSL has added one since."""
    known = list(LANGUAGES).index(lookup(tag, frozenset(LANGUAGES)))
    return TYPES[csl_type][known] if csl_type in TYPES else csl_type
