"""`doctor`: what is missing on this machine, and the command that installs it.

Takes nothing; gives lines and whether all is well. Invariant: it tries each thing, and reads no list of packages.
"""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass

from briefwright.engines import charts, page, pandoc, styles
from briefwright.model.failure import Failure

LIBRARIES = {
    "apt-get": "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "dnf": "dnf install -y pango harfbuzz",
    "brew": "brew install pango",
}
FONTS = {
    "apt-get": "apt-get install -y fonts-noto-cjk",
    "dnf": "dnf install -y google-noto-serif-cjk-fonts google-noto-sans-cjk-fonts",
    "brew": "brew install --cask font-noto-serif-cjk font-noto-sans-cjk",
}
SAMPLE = "务實한국어にほんご"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked for; `advice` is the command that installs it."""

    name: str
    found: str
    well: bool
    advice: str = ""


def command(table: dict[str, str]) -> str:
    """The install command for this machine; all of them where its package manager is unknown."""
    here = next((name for name in table if shutil.which(name)), None)
    return table[here] if here else "  or  ".join(table.values())


def examine() -> list[Finding]:
    """Everything that a build needs."""
    version = platform.python_version()
    findings = [Finding("Python", version, sys.version_info >= (3, 11), "install Python 3.11 or newer")]
    findings.append(_tried("pandoc", pandoc.version, "make setup"))
    findings.append(_tried("CSL styles", lambda: f"{len(styles.names())} styles", "make setup"))
    findings.append(_tried("Vega-Lite", charts.version, "make setup"))
    findings.append(_tried("WeasyPrint and Pango", lambda: str(page.load().__version__), command(LIBRARIES)))
    findings.append(_tried("HarfBuzz subsetting", page.subsetting, command(LIBRARIES)))
    fonts = all(page.font_file(name) for name in ("SourceSerifPro-Regular.otf", "SourceSansPro-Regular.otf"))
    findings.append(Finding("text fonts", "Source Serif and Sans" if fonts else "missing", fonts, "make setup"))
    if findings[4].well:
        findings.append(_east_asian())
    return findings


def _tried(name: str, look: Callable[[], str], advice: str) -> Finding:
    try:
        return Finding(name, look(), True)
    except Failure as failure:
        return Finding(name, failure.message, False, advice)


def _east_asian() -> Finding:
    laid = page.lay_out(f"<p>{SAMPLE}", {})
    laid.pdf(b"doctor", [])
    if not laid.missing:
        return Finding("Chinese, Japanese and Korean fonts", "found", True)
    shown = "".join(map(chr, laid.missing))
    return Finding("Chinese, Japanese and Korean fonts", f"no font has {shown}", False, command(FONTS))


def report(findings: list[Finding]) -> str:
    """The findings as lines."""
    lines = []
    for finding in findings:
        lines.append(f"{'ok     ' if finding.well else 'MISSING'}  {finding.name}: {finding.found}")
        if not finding.well and finding.advice:
            lines.append(f"         install it: {finding.advice}")
    return "\n".join(lines)
