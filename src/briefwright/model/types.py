"""What CSL's item types are called, by language.

Gives `type_name`. Invariant: data only; a type has its word in each language that the annex has.
"""

from __future__ import annotations

from briefwright.model.annex import LANGUAGES
from briefwright.model.language import lookup

TYPES: dict[str, tuple[str, ...]] = {
    "article": (
        "article", "Artikel", "article", "文章", "글",
        "文章", "記事", "مقال",
    ),
    "article-journal": (
        "journal article", "Zeitschriftenaufsatz", "article de revue", "期刊论文", "학술지 논문",
        "期刊論文", "学術論文", "مقال في دورية علمية",
    ),
    "article-magazine": (
        "magazine article", "Magazinartikel", "article de magazine", "杂志文章", "잡지 기사",
        "雜誌文章", "雑誌記事", "مقال في مجلة",
    ),
    "article-newspaper": (
        "newspaper article", "Zeitungsartikel", "article de journal", "报纸文章", "신문 기사",
        "報紙文章", "新聞記事", "مقال صحفي",
    ),
    "bill": (
        "bill", "Gesetzentwurf", "projet de loi", "法案", "법안",
        "法案", "法案", "مشروع قانون",
    ),
    "book": (
        "book", "Buch", "livre", "图书", "도서",
        "圖書", "書籍", "كتاب",
    ),
    "broadcast": (
        "broadcast", "Sendung", "émission", "广播电视节目", "방송",
        "廣播電視節目", "放送番組", "برنامج إذاعي أو تلفزيوني",
    ),
    "chapter": (
        "chapter", "Buchkapitel", "chapitre", "章节", "책의 장",
        "章節", "章", "فصل من كتاب",
    ),
    "classic": (
        "classical work", "klassisches Werk", "œuvre classique", "经典著作", "고전",
        "經典著作", "古典", "أثر كلاسيكي",
    ),
    "collection": (
        "collection", "Sammlung", "fonds", "汇编", "모음",
        "彙編", "コレクション", "مجموعة",
    ),
    "dataset": (
        "data set", "Datensatz", "jeu de données", "数据集", "데이터 세트",
        "資料集", "データセット", "مجموعة بيانات",
    ),
    "document": (
        "document", "Dokument", "document", "文件", "문서",
        "文件", "文書", "وثيقة",
    ),
    "entry": (
        "entry", "Eintrag", "entrée", "条目", "항목",
        "條目", "項目", "مدخل",
    ),
    "entry-dictionary": (
        "dictionary entry", "Wörterbucheintrag", "entrée de dictionnaire", "词典条目", "사전 항목",
        "詞典條目", "辞書項目", "مدخل معجمي",
    ),
    "entry-encyclopedia": (
        "encyclopaedia entry", "Lexikoneintrag", "article d’encyclopédie", "百科全书条目", "백과사전 항목",
        "百科全書條目", "百科事典項目", "مدخل موسوعي",
    ),
    "event": (
        "event", "Veranstaltung", "événement", "活动", "행사",
        "活動", "行事", "فعالية",
    ),
    "figure": (
        "figure", "Abbildung", "figure", "图表", "그림",
        "圖表", "図", "شكل",
    ),
    "graphic": (
        "picture", "Bild", "image", "图像", "이미지",
        "圖像", "画像", "صورة",
    ),
    "hearing": (
        "hearing", "Anhörung", "audition", "听证会", "청문회",
        "聽證會", "公聴会", "جلسة استماع",
    ),
    "interview": (
        "interview", "Interview", "entretien", "访谈", "인터뷰",
        "訪談", "インタビュー", "مقابلة",
    ),
    "legal_case": (
        "court decision", "Gerichtsentscheidung", "décision de justice", "判例", "판례",
        "判例", "判例", "حكم قضائي",
    ),
    "legislation": (
        "legislation", "Rechtsvorschrift", "texte de loi", "法律法规", "법령",
        "法律法規", "法令", "تشريع",
    ),
    "manuscript": (
        "manuscript", "Manuskript", "manuscrit", "手稿", "원고",
        "手稿", "草稿", "مخطوط",
    ),
    "map": (
        "map", "Karte", "carte", "地图", "지도",
        "地圖", "地図", "خريطة",
    ),
    "motion_picture": (
        "film", "Film", "film", "影片", "영상물",
        "影片", "映像作品", "فيلم",
    ),
    "musical_score": (
        "musical score", "Partitur", "partition", "乐谱", "악보",
        "樂譜", "楽譜", "نوتة موسيقية",
    ),
    "pamphlet": (
        "pamphlet", "Broschüre", "brochure", "小册子", "소책자",
        "小冊子", "小冊子", "كتيّب",
    ),
    "paper-conference": (
        "conference paper", "Tagungsbeitrag", "actes de colloque", "会议论文", "학술대회 논문",
        "會議論文", "会議論文", "ورقة مؤتمر",
    ),
    "patent": (
        "patent", "Patent", "brevet", "专利", "특허",
        "專利", "特許", "براءة اختراع",
    ),
    "performance": (
        "performance", "Aufführung", "représentation", "演出", "공연",
        "演出", "公演", "عرض",
    ),
    "periodical": (
        "periodical", "Periodikum", "périodique", "连续出版物", "정기간행물",
        "連續出版物", "定期刊行物", "دورية",
    ),
    "personal_communication": (
        "personal communication", "persönliche Mitteilung", "communication personnelle", "私人通信", "개인 서신",
        "私人通信", "私信", "مراسلة شخصية",
    ),
    "post": (
        "online post", "Beitrag im Netz", "message en ligne", "网帖", "온라인 게시물",
        "網路貼文", "オンライン投稿", "منشور على الإنترنت",
    ),
    "post-weblog": (
        "blog post", "Blogbeitrag", "billet de blog", "博客文章", "블로그 글",
        "部落格文章", "ブログ記事", "تدوينة",
    ),
    "regulation": (
        "regulation", "Verordnung", "règlement", "规章", "규정",
        "規章", "規則", "لائحة",
    ),
    "report": (
        "report", "Bericht", "rapport", "报告", "보고서",
        "報告", "報告書", "تقرير",
    ),
    "review": (
        "review", "Rezension", "compte rendu", "评论", "서평",
        "評論", "論評", "مراجعة",
    ),
    "review-book": (
        "book review", "Buchbesprechung", "compte rendu de livre", "书评", "도서 서평",
        "書評", "書評", "مراجعة كتاب",
    ),
    "software": (
        "software", "Software", "logiciel", "软件", "소프트웨어",
        "軟體", "ソフトウェア", "برمجية",
    ),
    "song": (
        "song", "Lied", "chanson", "歌曲", "노래",
        "歌曲", "楽曲", "أغنية",
    ),
    "speech": (
        "speech", "Rede", "discours", "讲话", "연설",
        "講話", "演説", "خطاب",
    ),
    "standard": (
        "standard", "Norm", "norme", "标准", "표준",
        "標準", "規格", "معيار",
    ),
    "thesis": (
        "thesis", "Hochschulschrift", "thèse ou mémoire", "学位论文", "학위 논문",
        "學位論文", "学位論文", "رسالة جامعية",
    ),
    "treaty": (
        "treaty", "Vertrag", "traité", "条约", "조약",
        "條約", "条約", "معاهدة",
    ),
    "webpage": (
        "web page", "Webseite", "page web", "网页", "웹페이지",
        "網頁", "ウェブページ", "صفحة ويب",
    ),
}  # fmt: skip
"""CSL's item types (CSL 1.0.2, appendix III), each in the languages of `LANGUAGES`."""


def type_name(csl_type: str, tag: str) -> str:
    """What a CSL type is called in a language; its own name where CSL has added one since."""
    known = list(LANGUAGES).index(lookup(tag, frozenset(LANGUAGES)))
    return TYPES[csl_type][known] if csl_type in TYPES else csl_type
