"""The scorecard as data and as a document: every row in the order of its group, what it misses in
red.
"""

import math

from sim.core.records import Record, Row
from sim.report.document import (
    LAYOUTS,
    Blocks,
    Paragraph,
    ReportDocument,
    Section,
    record_row,
    table_blocks,
    table_format,
)
from sim.report.figures import CAPTIONS, subject_figure
from sim.report.numbers import join_texts, percent_sign, unit_name
from sim.results.plan_contents import pick
from sim.validation.facts import GROUPS, MARKS
from sim.validation.validate import Scorecard
from sim.validation.verdicts import NEAR, Verdict
from sim.words.catalogue import say, spoken_language, text_in_language

FAR = 99.0  # distances beyond are only said to be larger
BARE = ("share", "ratio", "index", "log")  # units that are not written behind a number


def scorecard_data(card: Scorecard) -> Record:
    """Everything the table shows, for --json and for files."""
    passed = [v for v in card.verdicts if v.passed]
    return {
        "country": card.country,
        "seed": card.seed,
        "seeds": len(card.seeds),
        "rows": [verdict_row(v) for v in card.verdicts],
        "passed": len(passed),
        "evidence": sum(v.counts for v in passed),
        "of": len(card.verdicts),
        "failed_seeds": len(card.failures),
    }


def verdict_row(verdict: Verdict) -> Record:
    """A row as data; what could not be measured is null."""
    row, fact = verdict.row, verdict.row.fact
    numbers = pick(verdict, "value", "error", "distance")
    return {
        **pick(row, "id", "group", "zh", "en", "unit"),
        "published": {
            "value": fact.value,
            "error": fact.error,
            "band": fact.band and list(fact.band),
            "sign": fact.sign,
            "spread": fact.spread if fact.value is not None else None,
        },
        **pick(fact, "mark", "source"),
        "how": {"zh": row.how_zh, "en": row.how_en},
        "setting": row.setting,
        **{key: x if math.isfinite(x) else None for key, x in numbers.items()},
        "passed": verdict.passed,
        "given_by": list(row.given_by),
        "evidence": verdict.counts,
    }


def scorecard_report(data: Row, card: Scorecard) -> ReportDocument:
    """The scorecard: a table a group, what the marks mean, last what it comes to; and its figures."""
    blocks: Blocks = []
    for group, called in GROUPS.items():
        rows = (r for r in data["rows"] if r["group"] == group)
        blocks += table_blocks(group, rows, "scorecard", text_in_language(called))
    marks = (f"{mark} {text_in_language(both)}" for mark, both in MARKS.items())
    blocks += [
        Paragraph(text, "faint")
        for text in (
            say("scorecard_how", near=f"{NEAR:g}"),
            join_texts(marks),
            say("scorecard_given"),
        )
    ]
    counts = {key: data[key] for key in ("passed", "of", "evidence")}
    blocks.append(Paragraph(say("scorecard_headline", **counts), "verdict"))
    if data["failed_seeds"]:
        blocks.append(Paragraph(say("runs_failed", failed=data["failed_seeds"]), "failed"))
    names = CAPTIONS["scorecard"] if card.counts else ()  # empty where the city was not lived
    figures = (subject_figure("scorecard", name, card) for name in names)
    title = say("scorecard_title", country=say(f"country.{data['country']}"))
    return ReportDocument(
        spoken_language(),
        title,
        title,
        (say("scorecard_subtitle", seeds=data["seeds"], seed=data["seed"]),),
        (Section("rows", "", (*blocks, *figures)),),
    )


@table_format
def published_cell(r: Row) -> str:
    """The fact as it may be printed: recalled digits only as about so much."""
    fact, unit = r["published"], r["unit"]
    if fact["sign"]:
        return say("scorecard_positive" if fact["sign"] > 0 else "scorecard_negative")
    if fact["band"] is not None:
        low, high = fact["band"]
        text = format_fact_band(low, high, unit)
    elif fact["error"] is None or r["mark"] == "R":
        text = format_fact(fact["value"], unit)
    else:
        text = format_with_error(fact["value"], fact["error"], unit)
    text += "" if unit in BARE else f" {unit_name(unit)}"
    return say("scorecard_about", value=text) if r["mark"] == "R" else text


@table_format
def simulated_cell(r: Row) -> str:
    """The model's value with its standard error over seeds."""
    if r["value"] is None:
        return say("scorecard_nothing")
    if r["error"]:
        return format_with_error(r["value"], r["error"], r["unit"])
    return format_fact(r["value"], r["unit"])


@table_format
def distance_cell(r: Row) -> str:
    """The distance in joint standard errors."""
    far = r["distance"]
    if not far:
        return "-" if far is None else "0"
    return f"{far:+.1f}" if abs(far) <= FAR else f"{'>' if far > 0 else '<-'}{FAR:g}"


def format_fact(value: float, unit: str) -> str:
    """A number to about three figures."""
    scaled = value * 100 if unit == "share" else value
    places = max(0, 2 - math.floor(math.log10(abs(scaled)))) if scaled else 0
    text = f"{scaled:,.{places}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + (
        percent_sign() if unit == "share" else ""
    )


def format_with_error(value: float, error: float, unit: str) -> str:
    """A number and its standard error, to two figures of the error."""
    scale = 100 if unit == "share" else 1
    places = max(0, 1 - math.floor(math.log10(error * scale)))
    return f"{value * scale:,.{places}f} ±{error * scale:,.{places}f}" + (
        percent_sign() if unit == "share" else ""
    )


def format_fact_band(low: float, high: float, unit: str) -> str:
    """A band; a single number where both ends are one."""
    if low == high:
        return format_fact(low, unit)
    ends = format_fact(low, unit).removesuffix(percent_sign()), format_fact(high, unit)
    return f"{ends[0]}-{ends[1]}" if low >= 0 else f"{ends[0]} .. {ends[1]}"


def scorecard_markdown(data: Row) -> str:
    """The rows as the tables of docs/scorecard.md: names in both languages, the rest in the chosen
    one.
    """
    lines = []
    for group, (zh, en) in GROUPS.items():
        lines += [
            f"### {en} · {zh}",
            "",
            "| id | fact | published | model | st. errors | result | mark |",
            "|---|---|--:|--:|--:|---|---|",
        ]
        lines += [
            f"| {' | '.join(cell.text for cell in record_row(LAYOUTS['scorecard-page'], r).cells)} |"
            for r in data["rows"]
            if r["group"] == group
        ]
        lines.append("")
    return "\n".join(lines)
