"""Links that readers can follow."""

from __future__ import annotations

import pytest

from briefwright.model.span import Span
from briefwright.read.links import link_fault

HERE = Span("a.yaml")


@pytest.mark.parametrize(
    "url",
    [
        "https://x.org",
        "http://x.org/a?b=c#d",
        "HTTPS://X.org",
        "https://例え.jp/ä",
        "mailto:a@b.org",
        "mailto:a@b.org?subject=x",
        "#what-is-there",
        "https://xn--bcher-kva.example/",
        "https://почта.рф/x",
        "http://[::1]:80/",
        "http://x.org/a%20b",
    ],
)
def test_links_that_may_stand(url: str) -> None:
    """http, https, mailto, and anchors of the brief."""
    assert link_fault(url, HERE) is None


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://x.org",
        "x.html",
        "../x",
        "/x",
        "//x.org/a",
        "www.x.org",
        "http:",
        "https://",
        "https:///a",
        "mailto:",
        "mailto:a",
        "#",
        "",
        "vbscript:x",
        "workspace:a",
        "http://[x",
        "about:blank",
        "blob:x",
        "page.html#part",
    ],
)
def test_links_that_may_not(url: str) -> None:
    """Everything else, and addresses that are not complete."""
    fault = link_fault(url, HERE)
    assert fault
    assert fault.code == "invalid-link"


DECEIVING = {
    "a user before the host": "https://bank.com@evil.test/",
    "a user and a password before the host": "https://bank.com:443@evil.test/",
    "a backslash that browsers turn around": "https://bank.com\\@evil.test/",
    "a tab inside a scheme": "java\tscript:alert(1)",
    "a line feed inside a scheme": "java\nscript:alert(1)",
    "a space before the scheme": " javascript:alert(1)",
    "a tab inside http": "ht\ttp://x.org/",
    "a Cyrillic letter in the host": "https://p\u0430ypal.com/",
    "the same in punycode": "https://xn--pypal-4ve.com/",
    "a host of Cyrillic letters that all look Latin": "https://\u0430\u0440\u0440\u04cf\u0435.com/",
    "a slash that is none": "https://google.com\u2044evil.test/",
    "a full stop of another width": "https://evil.test\u3002com/",
    "an escaped @": "https://bank.com%40evil.test/",
    "an invisible space in the host": "https://ex\u200bample.org/",
    "an override in the path": "https://x.org/\u202egpj.exe",
    "markup behind the address": 'https://x.org/"><script>',
    "a port that is none": "https://x.org:99999/",
    "an attached file": "mailto:a@b.org?attach=/etc/passwd",
    "a hidden reader": "mailto:a@b.org?bcc=c@d.org",
    "a second header": "mailto:a@b.org%0d%0aBcc:c@d.org",
    "more than one reader": "mailto:a@b.org,c@d.org",
    "an address without end": "https://x.org/" + "x" * 3000,
    "a share of Windows": "\\\\server\\share",
    "the source of a page": "view-source:https://x.org",
}


@pytest.mark.parametrize("name", DECEIVING)
def test_links_lead_where_they_seem_to_lead(name: str) -> None:
    """What browsers, Word and mail programs would read otherwise than a person does."""
    fault = link_fault(DECEIVING[name], HERE)
    assert fault
    assert fault.code == "invalid-link"
    assert fault.help


def test_a_link_says_no_other_host() -> None:
    """Words that are an address name the host of the link."""
    for words in ("https://bank.com/login", "www.bank.com", "HTTP://BANK.COM"):
        assert link_fault("https://evil.test/", HERE, words)
        assert link_fault("https://www.bank.com/x", HERE, words) is None
    assert link_fault("https://evil.test/", HERE, "the bank") is None
