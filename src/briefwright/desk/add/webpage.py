"""A web page, saved as HTML.

Takes the page's text; gives `Line`s in the page's order and what its metadata say (Open Graph, schema.org's JSON-LD,
Dublin Core). Trafilatura says which blocks are the article; the blocks themselves are read from the page's own tree, so
that order and characters are the page's. White space is folded as HTML folds it (a no-break space stays). Invariant: a
date that only a library guesses is not taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from briefwright.desk.add.head import found_date
from briefwright.desk.add.lines import Line, folded

BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section select summary table"
    " tbody td tfoot th thead tr ul video audio iframe".split()
)
SKIPPED = frozenset("script style template noscript svg head iframe object canvas math audio video textarea".split())
KINDS = {
    "nav": "site navigation", "footer": "page footer", "aside": "side box", "form": "form", "button": "button",
    "figcaption": "caption", "figure": "caption", "select": "form", "dialog": "notice", "table": "table", "menu": "button",
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
}  # fmt: skip
NAMES = tuple(
    (re.compile(rf"(?:^|[-_ ])(?:{pattern})(?:$|[-_ ])"), reason)
    for pattern, reason in (
        (r"pull-?quotes?|pullquote|quote-?box|blockquote-pull", "pull quote"),
        (r"captions?|credits?|photo-?(?:desc|credit)|img-?desc|image-?text|figcaption", "caption"),
        (r"ads?|adverts?|advertisements?|ad-?(?:slot|unit|box|wrap|container)|sponsor(?:ed)?|promo(?:tion)?|taboola|outbrain", "advertisement"),
        (r"newsletters?|signup|sign-up|subscribe|subscription|paywall", "newsletter box"),
        (r"cookies?|consent|gdpr", "cookie notice"),
        (r"related|recommend(?:ed|ation)?s?|more-?(?:stories|news|from)|read-?(?:more|next|also)|most-?(?:read|popular)|trending|popular|ranking", "related list"),
        (r"share|sharing|social|sns|share-?(?:bar|tools|buttons)|toolbar|tools", "share bar"),
        (r"comments?|disqus|replies|discussion|reply", "comments"),
        (r"breadcrumbs?|menu|navbar|nav|pagination|skip-?link", "site navigation"),
        (r"sidebar|widget", "side box"),
        (r"standfirst|dek|deck|sub-?title|sub-?head(?:line)?|article-?summary|article__summary|strapline|summary|article-?lead-?in", "standfirst"),
        (r"by-?line|author(?:s|-?name|-?info)?|reporter|journalist|writer|contributors?", "byline"),
        (r"author-?(?:bio|box|card)|bio|about-?author", "about the author"),
        (r"tags?|topics?|keywords?", "tags"),
        (r"copyright|legal|disclaimer", "legal note"),
        (r"footnotes?|endnotes?|references", "notes"),
        (r"listen|audio|player|tts|voice|font-?size", "control"),
        (r"sr-only|visually-?hidden|screen-?reader(?:-text)?|hidden", "hidden"),
    )
)  # fmt: skip
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
TYPES = {
    "NewsArticle": "article-newspaper", "ReportageNewsArticle": "article-newspaper", "AnalysisNewsArticle": "article-newspaper",
    "OpinionNewsArticle": "article-newspaper", "BlogPosting": "post-weblog", "DiscussionForumPosting": "post",
    "Report": "report", "ScholarlyArticle": "article-journal",
}  # fmt: skip


def decoded(raw: bytes) -> str | None:
    """The text of a page, in the encoding that it names, or UTF-8; None when it is in neither."""
    named = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", raw[:4096], re.IGNORECASE)
    for encoding in ("utf-8-sig", named[1].decode() if named else "", "gb18030" if named is None else ""):
        try:
            return raw.decode(encoding) if encoding else None
        except (UnicodeError, LookupError):
            continue
    return None


def web_lines(text: str) -> tuple[tuple[Line, ...], dict[str, Any]]:
    """The blocks of a page, and what its metadata say."""
    import lxml.etree
    import lxml.html

    text = DECLARATION.sub("", text)
    if not text.strip():
        return (), {}
    try:
        tree = lxml.html.document_fromstring(text)
    except lxml.etree.ParserError:  # closing tags alone are no page
        return (), {}
    blocks = [block for block in _walked(tree) if folded(block.text)]
    said = _said(tree)
    chosen = _article(blocks, text)
    lines = []
    for at, block in enumerate(blocks):
        kind = block.kind or ("" if at in chosen or _near(block, blocks, chosen) else "outside the article")
        lines.append(Line(block.line, block.text, kind, tagged=block.tag in ("p", "blockquote", "li")))
    return tuple(lines), _visible(said, blocks)


class _Block:
    """Words of one block of the tree."""

    def __init__(self, tag: str, kind: str, line: int, parent: Any) -> None:
        self.tag, self.kind, self.line, self.parent = tag, kind, line, parent
        self.parts: list[str] = []

    @property
    def text(self) -> str:
        """Folded as HTML folds white space: no-break spaces stay."""
        joined = re.sub(r"[ \t\r\f]*\n[ \t\r\f]*", "\n", "".join(self.parts))
        return re.sub(r"[ \t\n\r\f]+", " ", joined).strip()


def _reason(element: Any, kind: str) -> str:
    """What an element makes of the words in it: its own kind, or that of what it lies in."""
    tag = str(element.tag)
    style = (element.get("style") or "").replace(" ", "").lower()
    if element.get("hidden") is not None or element.get("aria-hidden") == "true" or "display:none" in style:
        return "hidden"
    if tag in ("body", "html", "main", "article"):
        return kind
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}".lower()
    found = (
        next((reason for pattern, reason in NAMES if pattern.search(names)), "") if tag != "p" or len(names) > 2 else ""
    )
    return kind or KINDS.get(tag, "") or found


def _walked(tree: Any) -> Iterator[_Block]:
    """Blocks in the page's order."""
    open_: list[_Block] = [_Block("html", "", 1, tree)]

    def walk(element: Any, kind: str, tag: str, parent: Any) -> Iterator[_Block]:
        name = element.tag if isinstance(element.tag, str) else ""
        if name and name not in SKIPPED and not _calls(element):
            if name in BLOCKS:
                yield open_[0]
                kind, tag, parent = _reason(element, kind), name, element
                open_[0] = _Block(tag, kind, element.sourceline or 1, element.getparent())
            elif name in ("br",):
                if len(element) == 0 and _doubled(element):
                    yield open_[0]
                    open_[0] = _Block(tag, kind, element.sourceline or 1, parent)
                else:
                    open_[0].parts.append("\n")
            elif _reason(element, "") == "hidden":
                return
            open_[0].parts.append(element.text or "")
            for child in element:
                yield from walk(child, kind, tag, parent)
                if child.tail:
                    if isinstance(child.tag, str) and child.tag in BLOCKS:
                        yield open_[0]
                        open_[0] = _Block(tag, kind, child.sourceline or 1, parent)
                    open_[0].parts.append(child.tail)
            if name in BLOCKS:
                yield open_[0]
                open_[0] = _Block(tag, kind, element.sourceline or 1, parent)

    yield from walk(tree, "", "html", tree)


def _calls(element: Any) -> bool:
    """Whether an element is the raised number of a note: it is none of the words."""
    if element.tag != "sup":
        return False
    linked = any((link.get("href") or "").startswith("#") for link in element.iter("a"))
    return linked and len(element.text_content().strip()) <= 5


def _doubled(element: Any) -> bool:
    """Whether a line break stands beside another: together they part paragraphs."""
    before, after = element.getprevious(), element.getnext()
    follows = after is not None and after.tag == "br" and not (element.tail or "").strip()
    precedes = before is not None and before.tag == "br" and not (before.tail or "").strip()
    return bool(follows or precedes)


def _article(blocks: list[_Block], text: str) -> set[int]:
    """The blocks that trafilatura has for the article; all where it has none."""
    import trafilatura

    main = trafilatura.extract(text, include_comments=False, include_tables=False, favor_recall=True) or ""
    held = re.sub(r"\s+", "", main)
    chosen = {at for at, block in enumerate(blocks) if (bare := re.sub(r"\s+", "", block.text)) and bare in held}
    return chosen if sum(len(blocks[at].text) for at in chosen) > 200 else set(range(len(blocks)))


def _near(block: _Block, blocks: list[_Block], chosen: set[int]) -> bool:
    """Whether a block stands among those of the article: its neighbours by one parent are two or more of them."""
    same = sum(blocks[at].parent is block.parent and not blocks[at].kind and len(blocks[at].text) > 40 for at in chosen)
    return block.tag not in ("li", "body", "html") and same >= 2


def _objects(tree: Any) -> Iterator[dict[str, Any]]:
    """Objects of schema.org in the page."""
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json" and script.text:
            try:
                waiting = [json.loads(script.text)]
            except ValueError:
                continue
            while waiting:
                each = waiting.pop(0)
                waiting += each if isinstance(each, list) else each.get("@graph", []) if isinstance(each, dict) else []
                if isinstance(each, dict) and ("headline" in each or _kind_of(each)):
                    yield each


def _kind_of(thing: dict[str, Any]) -> str:
    kinds = thing.get("@type", "")
    return next((TYPES[k] for k in (kinds if isinstance(kinds, list) else [kinds]) if k in TYPES), "")


def _people(value: Any) -> list[dict[str, str]]:
    given = value if isinstance(value, list) else [value]
    names = [each.get("name", "") if isinstance(each, dict) else each for each in given]
    flat = [name for each in names for name in (each if isinstance(each, list) else [each])]
    return [
        {"literal": folded(n)} for n in flat if isinstance(n, str) and n.strip() and not n.startswith(("http", "@"))
    ]


def _said(tree: Any) -> dict[str, Any]:
    """CSL variables that the page's metadata name."""
    meta: dict[str, str] = {}
    for each in tree.iter("meta"):
        key = (each.get("property") or each.get("name") or each.get("itemprop") or "").lower()
        if key and (content := folded(each.get("content") or "")):
            meta.setdefault(key, content)
    thing = next(_objects(tree), {})
    publisher = thing.get("publisher")
    names = _people(publisher) if publisher else []
    day = found_date(str(thing.get("datePublished") or "")) or next(
        (found for key in ("article:published_time", "datepublished", "dc.date", "dcterms.issued", "dc.date.issued", "citation_date",
                           "citation_publication_date", "pubdate", "publishdate", "date", "parsely-pub-date")
         if (found := found_date(meta.get(key, "")))), "")  # fmt: skip
    link = next((e.get("href") or "" for e in tree.iter("link") if e.get("rel") == "canonical"), meta.get("og:url", ""))
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    author = meta.get("author") or meta.get("dc.creator") or meta.get("citation_author") or ""
    said = {
        "type": _kind_of(thing)
        or ("article-newspaper" if meta.get("og:type") == "article" and "article:section" in meta else ""),
        "title": folded(str(thing.get("headline") or "")),
        "og": meta.get("og:title", "") or meta.get("dc.title", "") or folded(tree.findtext(".//title") or ""),
        "author": _people(thing.get("author")) or _people(author if not author.startswith("http") else ""),
        "container-title": (names[0]["literal"] if names else "") or meta.get("og:site_name", ""),
        "issued": day,
        "language": language if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language) else "",
        "URL": link if link.startswith(("http://", "https://")) else "",
    }
    return {key: value for key, value in said.items() if value}


def _visible(said: dict[str, Any], blocks: list[_Block]) -> dict[str, Any]:
    """The title as the page shows it: a heading of the first degree whose words the metadata have too."""
    given = said.pop("og", "")
    heads = [folded(block.text) for block in blocks if block.tag == "h1"]
    wanted = [folded(str(said.get("title", ""))), given]
    shown = next((head for head in heads if any(head and head in each for each in wanted)), "")
    title = shown or wanted[0] or (heads[0] if len(heads) == 1 else "") or given
    return {**said, "title": title} if title else said
