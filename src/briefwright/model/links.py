"""Which links may stand in a brief, in the notes of its sources, and in the layouts of its templates.

Takes an address; gives what is wrong with it. Invariant: http, https, mailto and inner anchors only, and an address
leads where it seems to lead. Syntax: RFC 3986, RFC 3987, RFC 6068.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from briefwright.model.characters import mixed_words, passes_for_latin

SCHEMES = ("http", "https", "mailto")
LONGEST = 2000
"""Characters of an address; no browser wants more."""
LETTER = ("subject", "body")
"""What an address may say of a letter: anything more (attach, bcc) would do something that its writer did not see."""
WHOLE = "give the whole address"


def link_flaw(url: str) -> tuple[str, str] | None:
    """What is wrong with an address, and what is to be done; None when nothing is."""
    shown = " ".join(unquote(url)[:80].split())
    if len(url) > LONGEST:
        return f"the address has {len(url):,} characters; the limit is {LONGEST:,}", "link to the page above it"
    if strange := next((char for char in url if _strange(char)), ""):
        return f"`{shown}` has U+{ord(strange):04X} in it, which no address has", "write it as %20, or leave it out"
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return f"`{url[:80]}` is no address", "give a whole http or https address"
    if parts.scheme in ("http", "https") and parts.hostname:
        return _host_flaw(parts)
    if parts.scheme == "mailto" and "@" in parts.path:
        return _letter_flaw(parts)
    if not parts.scheme and not parts.netloc and not parts.path and not parts.query and parts.fragment:
        return None
    if parts.scheme in SCHEMES:
        return f"`{shown}` is not complete", WHOLE
    what = f"a link to `{parts.scheme}:`" if parts.scheme else f"`{shown}`"
    return f"{what} would not work for readers", "links are http, https, mailto or an anchor of this brief"


def _strange(char: str) -> bool:
    return char in '\\<>"' or char.isspace() or unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _host_flaw(parts: SplitResult) -> tuple[str, str] | None:
    host = parts.hostname or ""
    if "@" in parts.netloc:
        told = f"`{parts.netloc[:80]}` has a name before its host, which is `{host[:60]}`"
        return told, "leave out what stands before the @"
    if ":" in host:  # IPv6
        return None
    labels = [_read_label(label) for label in host.removesuffix(".").split(".")]
    if not all(label and re.fullmatch(r"[\w-]+", label) for label in labels):
        return f"`{host[:80]}` is no host", WHOLE
    words = [label for label in labels if label]
    # A host whose last part is plainly of another script is read in that script.
    other = not words[-1].isascii() and not passes_for_latin(words[-1])
    for word in words:
        if any(mixed_words(word)) or (passes_for_latin(word) and not other):
            return f"the host `{host[:60]}` has letters that look like others ({word[:40]})", "check where it leads"
    return None


def _read_label(label: str) -> str | None:
    """A part of a host as it is meant to be read; None when it is none (RFC 3492, RFC 5891)."""
    if label.startswith("xn--"):
        try:
            label = label[4:].encode("ascii").decode("punycode")
        except (UnicodeError, ValueError):
            return None
    return label if unicodedata.normalize("NFKC", label).casefold() == label.casefold() else None


def _letter_flaw(parts: SplitResult) -> tuple[str, str] | None:
    to = unquote(parts.path)
    told = {name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    if more := sorted(told - set(LETTER)):
        return f"the link says more of the letter than who gets it: `{more[0][:40]}`", "leave out what follows the ?"
    if not re.fullmatch(r"[^\s@,;%<>\"]+@[^\s@,;%<>\"]+", to) or any(map(_strange, to)):
        return f"`{' '.join(to[:80].split())}` is not one address of mail", "give one, name@host"
    return None


ADDRESS = re.compile(r"\s*(?:https?://|www\.)(?P<host>[^\s/?#]+)", re.IGNORECASE)


def says_other_host(words: str, url: str) -> str:
    """The host that a link's own words name where its address has another; empty where they agree or name none."""
    said = ADDRESS.match(words)
    if not said:
        return ""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    named = said["host"].lower().rstrip(".,;:").removeprefix("www.").partition(":")[0]
    return "" if named == host else named
