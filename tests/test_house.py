"""The house: what must hold of the project as a whole."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from briefwright.cli import program
from briefwright.desk.explain import codes

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "briefwright"
MODULES = sorted(SOURCE.rglob("*.py"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
LONG: dict[str, str] = {}
"""Modules of more than 400 lines, each with its reason."""


def _program(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "briefwright", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment, check=False)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_every_module_opens_with_a_card(module: Path) -> None:
    """A module says what it takes, what it gives, and what holds of it."""
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


def test_no_module_is_long_without_a_reason() -> None:
    """A module above 400 lines has its reason in this file, and loses it when it shrinks."""
    long = {m.relative_to(SOURCE).as_posix() for m in MODULES if len(m.read_text(encoding="utf-8").splitlines()) > 400}
    assert long == set(LONG)


def test_every_room_is_on_the_map() -> None:
    """`src/README.md` names every room and every module beside them."""
    text = (ROOT / "src" / "README.md").read_text(encoding="utf-8")
    rooms = {p.name for p in SOURCE.iterdir() if p.is_dir() and (p / "__init__.py").is_file()}
    assert {room for room in rooms if f"`{room}/`" not in text} == set()
    for path in re.findall(r"`((?!briefwright)[a-z_]+/[a-z_]+\.py)`", text):
        assert (SOURCE / path).is_file(), path


def test_every_path_in_the_readme_exists() -> None:
    """A path that the README names is there."""
    named = re.findall(r"\]\(([^)#:]+)\)", README) + re.findall(r"`((?:src|seeds|tests|briefs)/[\w./-]+)`", README)
    made = {"seeds/example.yaml", "briefs/limits.yaml"}
    missing = [path for path in {*named, "LICENSE"} if path not in made and not (ROOT / path).exists()]
    assert missing == []


def test_the_readme_shows_the_help_as_it_is() -> None:
    """The command line in the README is the program's own."""
    assert f"```text\n{_program('--help').stdout}```" in README


def test_every_command_is_documented() -> None:
    """Every command stands in the README's help and says in a few words what it does."""
    for name, about in program.parser().about.items():
        assert re.search(rf"^(\w+)? +{name} +{re.escape(about)}$", README, re.MULTILINE), name
        assert len(about) <= 50, about


def test_the_help_fits_a_screen() -> None:
    """24 lines of 80 columns; `-h`, `--help` and `help` show it."""
    lines = _program("--help").stdout.splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    assert _program("-h").stdout.splitlines() == _program("help").stdout.splitlines() == lines
    assert _program("help", "build").stdout == _program("build", "-h").stdout != ""


def _outline() -> str:
    match = re.search(r"```yaml briefs/limits.yaml\n(.*?)```", README, re.DOTALL)
    assert match is not None
    return match[1]


def _copied(folder: Path, outline: str) -> Path:
    workspace = folder / "workspace"
    (workspace / "briefs").mkdir(parents=True)
    (workspace / "seeds").mkdir()
    for seed in (ROOT / "seeds").glob("*.yaml"):
        (workspace / "seeds" / seed.name).write_bytes(seed.read_bytes())
    (workspace / "briefs" / "limits.yaml").write_text(outline, encoding="utf-8")
    return workspace


def test_the_readme_outline_makes_the_brief_that_the_readme_shows(tmp_path: Path) -> None:
    """The outline of the README builds, and its words and notes are those below it."""
    workspace = _copied(tmp_path, _outline())
    done = _program("build", "--to", "html", folder=workspace)
    assert done.returncode == 0, done.stderr
    page = (workspace / "build" / "limits.html").read_text(encoding="utf-8")
    words = " ".join(re.sub(r"<[^>]+>", "", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)).split())
    shown = README.split("makes\n\n", 1)[1].split("## An error")[0]
    shown = re.sub(r"[*>]|<br>|[¹²]", "", shown)
    for sentence in ("For Hwang the limit is Seoul’s own", "affect the ROK-US alliance”.", "An editorial sees"):
        assert sentence in words
        assert sentence in " ".join(shown.split())
    for note in re.findall(r"(?:Jaeho Hwang|‘Editorial).*?para\. \d\.", " ".join(shown.split())):
        assert note in words


def test_the_readme_shows_the_error_as_it_is(tmp_path: Path) -> None:
    """The error in the README is what the program says."""
    workspace = _copied(tmp_path, _outline().replace("affect", "harm"))
    done = _program("build", folder=workspace)
    assert done.returncode == 1
    assert not (workspace / "build").exists()
    assert f"```text\n{done.stderr.rstrip()}\n```" in README


def test_the_readme_shows_adding_as_it_is(tmp_path: Path) -> None:
    """The document of the README makes the seed that the account below it tells of, and the seed has no fault."""
    found = re.search(r"```text article.txt\n(.*?)```\n\n```console\n(.*?)```", README, re.DOTALL)
    assert found is not None
    workspace = _copied(tmp_path, _outline())
    (workspace / "article.txt").write_text(found[1], encoding="utf-8")
    done = _program("add", "article.txt", folder=workspace)
    assert found[2] == f"$ briefwright add article.txt\n{done.stdout}"
    assert _program("check", folder=workspace).returncode == 0


def test_every_code_has_a_page_of_its_own() -> None:
    """`explain` without a code lists them all."""
    assert _program("explain").stdout.split() == codes()


def test_nothing_but_the_design_stands_at_the_top_level() -> None:
    """The top level is the design's, and dot-files."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    top = {path.split("/")[0] for path in listed}
    allowed = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile", "seeds", "briefs", "templates",
               "src", "tests"}  # fmt: skip
    assert {name for name in top if not name.startswith(".")} <= allowed
