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
