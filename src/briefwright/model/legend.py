"""The words of the legend, which says what words of likelihood and confidence mean.

Gives `LegendWords` by language tag. Invariant: every language has every word; they are ours, and copied from no
standard.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefwright.model.language import lookup


@dataclass(frozen=True)
class LegendWords:
    """The legend's sentences; `{}` is where a value goes."""

    likelihood: str
    """Without a scale's name."""
    named: str
    """With it."""
    item: str
    below: str
    between: str
    separator: str
    stop: str
    confidence: str
    levels: str
    """What each of the three levels means; left out where a template has levels of its own."""
    apart: str
    """Between two sentences."""


LEGEND: dict[str, LegendWords] = {
    "en": LegendWords(
        likelihood="The words of likelihood in this brief stand for these chances: ",
        named="The words of likelihood in this brief stand for these chances, as {} sets them: ",
        item="{}\u00a0{}",
        below="{}% to under {}%",
        between="{}–{}%",
        separator="; ",
        stop=".",
        confidence="Confidence says how well evidence and reasoning carry a judgement, not how likely it is to hold.",
        levels="It is high where good sources agree, moderate where they are credible and leave gaps, low where they"
        " are few, weak or at odds.",
        apart=" ",
    ),
    "de": LegendWords(
        likelihood="Die Ausdrücke der Wahrscheinlichkeit in diesem Papier stehen für diese Bereiche: ",
        named="Die Ausdrücke der Wahrscheinlichkeit in diesem Papier stehen für diese Bereiche nach {}: ",
        item="{}\u00a0{}",
        below="{} bis unter {}\u00a0%",
        between="{}–{}\u00a0%",
        separator="; ",
        stop=".",
        confidence="Die Verlässlichkeit sagt, wie gut Belege und Begründung eine Einschätzung tragen, nicht, wie"
        " wahrscheinlich diese zutrifft.",
        levels="Sie ist hoch, wo gute Quellen übereinstimmen, mittel, wo glaubwürdige Quellen Lücken lassen, gering, wo"
        " es wenige, schwache oder widersprüchliche sind.",
        apart=" ",
    ),
    "fr": LegendWords(
        likelihood="Dans cette note, les termes de probabilité correspondent à ces fourchettes : ",
        named="Dans cette note, les termes de probabilité correspondent à ces fourchettes, d’après {} : ",
        item="{}, {}",
        below="de {} à moins de {} %",
        between="{} à {} %",
        separator=" ; ",
        stop=".",
        confidence="La confiance dit à quel point les éléments et le raisonnement soutiennent une appréciation, et non"
        " sa probabilité.",
        levels="Elle est élevée quand de bonnes sources concordent, modérée quand elles sont crédibles mais lacunaires,"
        " faible quand elles sont rares, fragiles ou contradictoires.",
        apart=" ",
    ),
    "zh": LegendWords(
        likelihood="本简报的可能性用语对应以下概率：",
        named="本简报的可能性用语按{}对应以下概率：",
        item="{}（{}）",
        below="{}%至不足{}%",
        between="{}%–{}%",
        separator="、",
        stop="。",
        confidence="把握程度表示证据与推理对判断的支撑力度，并非判断成真的概率。",
        levels="可靠来源相互印证为高，来源可信但有缺漏为中等，来源稀少、薄弱或相互矛盾为低。",
        apart="",
    ),
    "zh-hant": LegendWords(
        likelihood="本簡報的可能性用語對應以下機率：",
        named="本簡報的可能性用語按{}對應以下機率：",
        item="{}（{}）",
        below="{}%至不足{}%",
        between="{}%–{}%",
        separator="、",
        stop="。",
        confidence="把握程度表示證據與推理對判斷的支撐力度，並非判斷成真的機率。",
        levels="可靠來源相互印證為高，來源可信但有缺漏為中等，來源稀少、薄弱或相互矛盾為低。",
        apart="",
    ),
    "ko": LegendWords(
        likelihood="이 보고서의 가능성 용어는 다음 확률을 뜻한다: ",
        named="이 보고서의 가능성 용어는 {}에 따라 다음 확률을 뜻한다: ",
        item="{} {}",
        below="{}% 이상 {}% 미만",
        between="{}–{}%",
        separator=", ",
        stop=".",
        confidence="신뢰도는 증거와 추론이 판단을 얼마나 잘 뒷받침하는지를 나타내며, 실현될 확률이 아니다.",
        levels="좋은 출처들이 일치하면 높음, 믿을 만하지만 빈틈이 있으면 보통, 적거나 약하거나 서로 어긋나면 낮음이다.",
        apart=" ",
    ),
    "ja": LegendWords(
        likelihood="本稿の可能性の用語は次の確率を表す：",
        named="本稿の可能性の用語は{}に従い次の確率を表す：",
        item="{}（{}）",
        below="{}%以上{}%未満",
        between="{}～{}%",
        separator="、",
        stop="。",
        confidence="確信度は、証拠と推論が判断をどれほど支えるかを示し、それが実現する確率ではない。",
        levels="良質な情報源が一致すれば高く、信頼できるが欠落があれば中程度、少数・薄弱または矛盾していれば低い。",
        apart="",
    ),
    "ar": LegendWords(
        likelihood="تدل ألفاظ الاحتمال في هذا الموجز على النسب الآتية: ",
        named="تدل ألفاظ الاحتمال في هذا الموجز على النسب الآتية وفق {}: ",
        item="{} ({})",
        below="من {}% إلى أقل من {}%",
        between="{}–{}%",
        separator="؛ ",
        stop=".",
        confidence="تبيّن درجة الثقة مدى دعم الأدلة والاستدلال للحكم، لا احتمال تحققه.",
        levels="تكون عالية حين تتفق مصادر جيدة، ومتوسطة حين تكون المصادر موثوقة وفيها ثغرات، ومنخفضة حين تكون قليلة أو"
        " ضعيفة أو متعارضة.",
        apart=" ",
    ),
}


def legend_words(language: str) -> LegendWords:
    """The legend's words for a language tag (BCP 47)."""
    return LEGEND[lookup(language, frozenset(LEGEND))]
