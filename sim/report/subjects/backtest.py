"""What became of the places, beside what the runs said: as data and as a document."""

import math

from sim.core.fields import fields_of
from sim.core.records import Record, Row
from sim.model.measures import Census
from sim.report.document import (
    Blocks,
    Cell,
    Paragraph,
    ReportDocument,
    Section,
    table_blocks,
    table_row,
)
from sim.report.numbers import format_number, format_percent
from sim.validation.backtest import Backtest, FactVerdict, fact_month
from sim.words.catalogue import say, spoken_language, text_in_language


def finite_or_none(value: float) -> float | None:
    """A number, or None where there is none; JSON knows no NaN."""
    return value if math.isfinite(value) else None


def backtest_data(found: Backtest) -> Record:
    """Everything the table shows, for --json and for files; what was not covered is null."""
    return {
        "runs": found.runs,
        "seed": found.seed,
        "facts": [verdict_data(v) for v in found.verdicts],
        "counted": len(found.evidence),
        "coverage": finite_or_none(found.coverage),
        "interval_score": finite_or_none(found.interval_score),
        "brier": {name: finite_or_none(value) for name, value in found.brier_scores.items()},
    }


def verdict_data(verdict: FactVerdict) -> Record:
    """A fact as data."""
    fact, field = verdict.fact, fields_of(Census)[verdict.fact.measure]
    return {
        "plan": verdict.plan,
        "place": fact.place,
        "measure": fact.measure,
        "zh": field.zh,
        "en": field.en,
        "reading": fact.reading,
        "month": fact_month(fact),
        "value": fact.value,
        "low": fact.low,
        "high": fact.high,
        "input": fact.used,
        "source": fact.source,
        "target": fact.target,
        "met": fact.met,
        "median": finite_or_none(verdict.median),
        "lower": finite_or_none(verdict.lower),
        "upper": finite_or_none(verdict.upper),
        "inside": verdict.inside,
        "interval_score": finite_or_none(verdict.score),
        "probability": finite_or_none(verdict.probability),
        "undecided": verdict.undecided,
        "counted": verdict.counts,
    }


def backtest_document(data: Row) -> ReportDocument:
    """Every fact with the band of its runs, misses in red; last what it comes to."""
    rows = (
        table_row(
            *(
                Cell(text, tone="failed" if r["counted"] and not r["inside"] else "")
                for text in fact_cells(r)
            )
        )
        for r in data["facts"]
    )
    blocks: Blocks = [*table_blocks("backtest", rows)]
    blocks.append(Paragraph(say("backtest_how"), "faint"))
    if data["counted"]:
        inside = sum(bool(r["inside"]) for r in data["facts"] if r["counted"])
        blocks.append(
            Paragraph(
                say(
                    "backtest_headline",
                    inside=inside,
                    of=data["counted"],
                    share=format_percent(data["coverage"]),
                    score=f"{data['interval_score']:.2f}",
                ),
                "verdict",
            )
        )
    else:
        blocks.append(Paragraph(say("backtest_nothing"), "verdict"))
    if data["brier"]["model"] is not None:
        scores = {name: f"{value:.3f}" for name, value in data["brier"].items()}
        blocks.append(Paragraph(say("backtest_brier", **scores)))
    title = say("backtest_title")
    subtitle = say("backtest_subtitle", runs=data["runs"], seed=data["seed"])
    return ReportDocument(
        spoken_language(), title, title, (subtitle,), (Section("facts", "", tuple(blocks)),)
    )


def fact_cells(r: Row) -> tuple[str, ...]:
    """A fact: where, what, when, as published, in the runs, and whether it is inside."""
    name = say(f"backtest.{r['reading']}", measure=text_in_language((r["zh"], r["en"])))
    if r["undecided"]:
        name = say("backtest_undecided", fact=name, target=r["target"])
    elif r["probability"] is not None:
        chance = format_percent(r["probability"])
        name = say("backtest_chance", fact=name, target=r["target"], chance=chance)
    result = "backtest_not_covered"
    if r["inside"] is not None:
        result = "backtest_inside" if r["inside"] else "backtest_outside"
    return (
        r["plan"] if r["place"] == r["plan"] else say("backtest_nation", plan=r["plan"]),
        name,
        r["month"],
        band_text(r["value"], r["low"], r["high"], r["reading"]),
        "-"
        if r["median"] is None
        else band_text(r["median"], r["lower"], r["upper"], r["reading"]),
        say("backtest_input") if r["input"] else say(result),
    )


def band_text(value: float, low: float, high: float, reading: str) -> str:
    """A number with the band it lies in."""
    form = format_percent if reading == "growth" else format_number
    middle = form(value)
    return middle if math.isclose(low, high) else f"{middle} ({form(low)}-{form(high)})"
