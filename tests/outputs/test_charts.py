"""Charts in the finished files."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
import yaml
from PIL import Image
from tests.support import built, compiled, seed

from briefwright.desk.verify import verify
from briefwright.engines import charts
from briefwright.engines.objects import facts
from briefwright.pipeline import FORMATS, Built
from briefwright.prove.accessibility import verdicts

SEED = seed(p1="The harbour is deep enough for new ships.")
BRIEF = """
title: Ships
date: 2026-01-05
language: en-GB
template: TEMPLATE
sections:
  - heading: One
    body:
      - The harbour is "deep enough" [@a#p1].
      - chart:
          alt: Ida carried less than Ada
          caption: Loads of two ships, "deep enough" [@a#p1] as it was
          credit: Own count.
          vega-lite:
            data: {values: [{ship: Ida, loads: 3, tons: -12.5}, {ship: Ada, loads: 5, tons: 30}]}
            mark: {type: bar, clip: true}
            encoding:
              x: {field: ship, type: nominal, title: null}
              y: {field: loads, type: quantitative, title: Loads a day}
      - figure: {file: dot.png, alt: A dot, caption: A dot}
      - box:
          heading: Narrow
          body:
            - chart:
                alt: Many points.
                file: points.csv
                vega-lite:
                  mark: {type: point, clip: true}
                  encoding: {x: {field: day, type: temporal}, y: {field: load, type: quantitative}}
      - Words behind, "new ships" [@a#p1].
"""
POINTS = "day,load\n" + "".join(f"2025-{1 + n // 28:02}-{1 + n % 28:02},{n * 7 % 50}\n" for n in range(120))
LARGE = "extends: policy-brief\ntext: large\npaper: Letter\ncolours: {accent: '#7a1f1f'}\n"
LOADS = "Data: ship, loads, tons; Ida, 3, -12.5; Ada, 5, 30."


def _files(template: str) -> dict[str, str | bytes]:
    dot = BytesIO()
    Image.new("RGB", (40, 40), "teal").save(dot, "PNG")
    return {
        "seeds/a.yaml": SEED,
        "briefs/b.yaml": BRIEF.replace("TEMPLATE", template),
        "briefs/points.csv": POINTS,
        "briefs/dot.png": dot.getvalue(),
        "templates/large/template.yaml": LARGE,
    }


@pytest.fixture(scope="module", params=["policy-brief", "report", "large"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A brief with two charts, in every format."""
    root = tmp_path_factory.mktemp("charts")
    return built(root, _files(str(request.param)), FORMATS)


def test_a_brief_with_charts_is_proved(made: Built, tmp_path: Path) -> None:
    """Nothing is lost in either format, and the files alone can be verified."""
    assert made.faults == ()
    assert set(made.files) == {"pdf", "docx", "html", "ledger.json"}
    for ending in ("pdf", "docx"):
        path = tmp_path / f"b.{ending}"
        path.write_bytes(made.files[ending])
        assert not [fault for fault in verify(path, path.name, None).faults if fault.is_error]


@pytest.mark.parametrize("template", ["policy-brief", "large"])
def test_the_pdf_of_a_chart_breaks_no_rule(tmp_path: Path, template: str) -> None:
    """PDF/UA-1 and PDF/A-3a as far as our rules go."""
    files = _files(template)
    files["briefs/b.yaml"] = re.sub(r"      - figure: .*\n", "", str(files["briefs/b.yaml"]))
    made = built(tmp_path, files, ("pdf",))
    assert [(rule.clause, told) for rule, told in verdicts(facts(made.files["pdf"])) if told] == []


def test_the_pdf_tells_the_data_in_the_figure_s_place(made: Built) -> None:
    """Few rows in full, many by their number and extent."""
    with pikepdf.open(BytesIO(made.files["pdf"])) as pdf:
        alternatives = [
            str(each.Alt)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]
    assert alternatives == [
        f"Ida carried less than Ada. {LOADS}",
        "A dot",
        "Many points. Data: 120 rows; day 2025-01-01–2025-05-08; load 0–49.",
    ]


def test_the_charts_are_lines_in_the_pdf_and_their_words_letters(made: Built) -> None:
    """No picture but the dot; axis titles and categories can be searched for, in the house's own face."""
    with pikepdf.open(BytesIO(made.files["pdf"])) as pdf:
        images = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"]
        fonts = {
            str(each.BaseFont) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/BaseFont" in each
        }
    assert len(images) == 1
    assert all("Source" in name or "Briefwright" in name for name in fonts), fonts
    document = pypdfium2.PdfDocument(made.files["pdf"])
    text = "".join(page.get_textpage().get_text_range() for page in document)
    squeezed = re.sub(r"\s", "", text)
    assert "Ida" in squeezed
    assert "Loadsaday" in squeezed


def test_figures_and_charts_are_numbered_together(made: Built) -> None:
    """Chart, picture, chart: one, two, three."""
    html = made.files["html"].decode()
    assert re.findall(r'<figure class="figure" id="(figure-\d)">', html) == ["figure-1", "figure-2", "figure-3"]


def test_the_screen_has_the_data_as_a_table(made: Built) -> None:
    """Beside the drawing, unseen, with heads; the drawing's own alternative has no data in it."""
    html = made.files["html"].decode()
    (head,) = re.findall(r'<svg role="img" aria-label="(Ida[^"]*)"', html)
    assert head == "Ida carried less than Ada"
    assert '<caption>Figure 1</caption><thead><tr><th scope="col">ship</th>' in html
    assert "<tr><td>Ida</td><td>3</td><td>-12.5</td></tr>" in html
    assert html.count("<td>2025-") == 120


def test_two_charts_of_a_page_share_no_identifier(made: Built) -> None:
    """Each clip is the chart's own."""
    html = made.files["html"].decode()
    names = re.findall(r' id="([^"]+)"', html)
    assert len(names) == len(set(names))
    clips = set(re.findall(r"url\(#([^)]+)\)", html))
    assert clips <= set(names)
    assert {name.split("-chart")[0] for name in clips} == {"figure-1", "figure-3"}


def test_word_has_a_picture_as_wide_as_its_column(made: Built) -> None:
    """At 250 dots an inch, with the data in its description."""
    package = zipfile.ZipFile(BytesIO(made.files["docx"]))
    root = ElementTree.fromstring(package.read("word/document.xml"))
    said = [each.get("descr") for each in root.iter() if each.tag.endswith("}docPr") and each.get("descr")]
    assert said[0] == f"Ida carried less than Ada. {LOADS}"
    wide = [int(each.get("cx", "0")) / 12700 for each in root.iter() if each.tag.endswith("}extent")]
    assert 388 <= wide[0] <= 409
    assert 325 <= wide[2] <= 333
    sizes = [
        Image.open(BytesIO(package.read(name))).width for name in package.namelist() if name.startswith("word/media/")
    ]
    assert any(abs(size - wide[0] / 72 * 250) < 4 for size in sizes)


def test_two_builds_of_charts_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every format, twice, and the charts drawn anew."""
    first = built(tmp_path / "1", _files("policy-brief"), FORMATS)
    monkeypatch.setattr(charts, "_drawn", {})
    second = built(tmp_path / "2", _files("policy-brief"), FORMATS)
    assert {ending: content == second.files[ending] for ending, content in first.files.items()} == dict.fromkeys(
        first.files, True
    )


@pytest.mark.parametrize("name", ["Ida", "كوريا"])
def test_a_word_that_no_font_has_is_told(tmp_path: Path, name: str) -> None:
    """A letter of a chart without a glyph stops the build, in a chart of lines and in one that is a picture."""
    files = _files("policy-brief")
    files["briefs/b.yaml"] = str(files["briefs/b.yaml"]).replace("Loads a day", "Loads \U00010350 a day")
    files["briefs/b.yaml"] = str(files["briefs/b.yaml"]).replace("Ida,", f"{name},")
    done, _ = compiled(tmp_path, files)
    assert not done.blocked
    made = built(tmp_path, files, ("pdf",))
    assert {fault.code for fault in made.faults} == {"missing-glyph"}
    assert made.files == {}


def test_letters_that_join_are_drawn_joined(tmp_path: Path) -> None:
    """WeasyPrint would set Arabic in a drawing letter by letter: the page has the picture then."""
    files = _files("policy-brief")
    files["briefs/b.yaml"] = str(files["briefs/b.yaml"]).replace("Ida,", "كوريا,")
    made = built(tmp_path, files, ("pdf",))
    assert made.faults == ()
    with pikepdf.open(BytesIO(made.files["pdf"])) as pdf:
        images = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"]
    assert max(int(image.Width) for image in images) > 1300


def test_the_dossier_s_chart_counts_the_paragraphs_of_its_annex() -> None:
    """Each number of the chart is that of the paragraphs that the annex lists for the subject and the source."""
    root = Path(__file__).resolve().parents[2]
    outline = yaml.safe_load((root / "briefs" / "korea-china-dossier.yaml").read_text(encoding="utf-8"))
    bodies = [each["body"] for each in (*outline["sections"], *outline["annexes"]) if "body" in each]
    items = [item for body in bodies for item in body if isinstance(item, dict)]
    (chart,) = [item["chart"] for item in items if "chart" in item]
    (table,) = [item["table"] for item in items if "table" in item and item["table"]["columns"][0] == "Subject"]
    listed = [row for row in table["rows"] if row[0] not in ("Paragraphs in all", "Passages read")]

    def count(cell: str) -> int:
        parts = re.findall(r"(\d+)(?:–(\d+))?", str(cell))
        return sum(int(end or start) - int(start) + 1 for start, end in parts)

    counted = [dict(zip(table["columns"], [row[0], *map(count, row[1:])], strict=True)) for row in listed]
    assert chart["vega-lite"]["data"]["values"] == counted
