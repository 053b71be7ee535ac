"""What of a page acts: runs, fetches, embeds, or leads where no link may.

Takes a page as the page engine or a browser reads it; gives what is wrong. Invariant: what may stand in a page is
listed, not what may not. A template's layout and style sheet arrange a page: they read, run and fetch nothing but
fonts of the package and pictures of the workspace and the template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from briefwright.model.failure import Failure
from briefwright.model.links import link_flaw

ELEMENTS = frozenset(
    """html head meta title style body address article aside footer header h1 h2 h3 h4 h5 h6 hgroup main nav section
    search blockquote dd div dl dt figcaption figure hr li menu ol p pre ul a abbr b bdi bdo br cite code data dfn em i
    kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr del ins caption col colgroup table tbody td
    tfoot th thead tr img details summary center font""".split()
)
DRAWN = frozenset(
    """svg g path line rect circle ellipse polygon polyline text tspan defs clipPath linearGradient radialGradient stop
    title desc""".split()
)
"""Elements of SVG: shapes and words."""
GUARD = "Content-Security-Policy"
XMLNS = "{http://www.w3.org/2000/xmlns/}"
SVG = "{http://www.w3.org/2000/svg}"
REFUSED = frozenset(
    """srcset srcdoc data action formaction background poster ping download manifest archive codebase longdesc usemap
    http-equiv xlink:href xml:base""".split()
)
SOURCES = ("data:image/", "workspace:", "template:")
STYLED = (*SOURCES, "font:", "data:font/", "data:application/font", "#")
ADDRESSED = re.compile(r"[\\@]|url|src|image", re.IGNORECASE)
"""Without one of these a style sheet fetches nothing; a backslash can write any of them."""
HELP = "a template arranges and styles: it runs nothing, and takes nothing from outside the workspace"
POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
"""What a browser may do with the HTML edition: show its words, styles and the pictures that stand in it (CSP 3)."""


def vetted(root: Any) -> None:
    """Raise Failure when something of a page acts; `root` is its tree."""
    if flaw := next(_flaws(root), ""):
        raise Failure(f"the template has {flaw}, which acts or leads out of the page", HELP)


def edition(html: str) -> str:
    """A page for browsers, with what they may do with it, and nothing in it that acts. Raises Failure."""
    import tinyhtml5

    policy = f'\n<meta http-equiv="{GUARD}" content="{POLICY}">'
    guarded = re.sub(r"<head\b[^>]*>", lambda head: head[0] + policy, html, count=1, flags=re.IGNORECASE)
    root = tinyhtml5.parse(guarded, namespace_html_elements=False)
    first = next(root.iter("meta"), None)
    if first is None or (first.get("http-equiv"), first.get("content")) != (GUARD, POLICY):
        raise Failure("the template’s page has no `<head>` to begin with", HELP)
    vetted(root)
    return guarded


def _flaws(root: Any) -> Iterator[str]:
    for each in root.iter():
        if not isinstance(each.tag, str):  # a comment
            continue
        tag, drawn = each.tag.removeprefix(SVG), each.tag.startswith(SVG)
        if tag not in (DRAWN if drawn else ELEMENTS):
            yield f"`<{tag.rpartition('}')[2][:40]}>`"
        if tag == "style" and (address := fetched(each.text or "")):
            yield f"`{address[:100]}` in its style sheet"
        for name, value in each.attrib.items():
            if what := _attribute(tag, str(name).lower(), str(value)):
                yield what
            if (name == "style" or drawn) and (address := fetched(f"*{{x:{value}}}")):
                yield f"`{address[:100]}` in `{name}`"


def _attribute(tag: str, name: str, value: str) -> str:
    """Why an attribute may not stand in a page; empty when it may."""
    if name == "http-equiv" and value == GUARD:
        return ""
    if name.startswith("on") or name in REFUSED or (name.startswith("{") and not name.startswith(XMLNS)):
        return f"`{name[:40]}` in `<{tag[:40]}>`"
    if name == "href" and (tag != "a" or link_flaw(value)):
        return f"a link to `{value[:100]}`"
    if name == "src" and (tag != "img" or not value.lower().startswith(SOURCES)):
        return f"a picture at `{value[:100]}`"
    if name == "rel" and "attachment" in value.lower():
        return "an attached file"
    return ""


@lru_cache(maxsize=32)
def fetched(css: str) -> str:
    """An address that a style sheet would fetch from where it may not; empty when there is none."""
    if not ADDRESSED.search(css):
        return ""
    import tinycss2

    waiting = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    while waiting:
        each = waiting.pop()
        if each.type == "at-rule" and each.lower_at_keyword in ("import", "namespace", "document"):
            return f"@{each.lower_at_keyword}"
        if each.type == "url" and not each.value.lower().startswith(STYLED):
            return each.value or "url()"
        if each.type == "function" and each.lower_name in ("url", "src", "image", "image-set", "-webkit-image-set"):
            for inner in each.arguments:
                if inner.type == "string" and not inner.value.lower().startswith(STYLED):
                    return str(inner.value) or "url()"
        for part in ("prelude", "content", "value", "arguments"):
            inner = getattr(each, part, None)
            waiting.extend(inner if isinstance(inner, list) else ())
    return ""
