"""Results as tables on a screen, in columns that fit Chinese.

They show what `summary` gives and nothing else, so that a table and its --json form agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sim.report.numbers import (
    format_band,
    format_number,
    format_percent,
    format_quantity,
    percent_sign,
    unit_name,
)
from sim.report.subjects import read_as
from sim.report.subjects.exposure import exposure_sentences
from sim.results.summary import ensemble_summary
from sim.scenario.parameter_sets import CHINA
from sim.words.catalogue import name_in_language, say

PLAIN_WIDTH = 100  # columns where the output is a file or a pipe
MOST_NAMED = 6  # targets named in a sentence
SIGNS = {">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "=": ""}


class NamedRow:
    """A row of data as something with a name in two languages."""

    def __init__(self, row: Mapping[str, Any]):
        self.zh, self.en = row["zh"], row["en"]


def row_name(row: Mapping[str, Any]) -> str:
    """The name of a row of data in the chosen language."""
    return name_in_language(NamedRow(row))


def console() -> Console:
    """The screen; a file or pipe gets lines wide enough for the tables."""
    screen = Console(highlight=False, markup=False, emoji=False)
    if not screen.is_terminal:
        screen.width = PLAIN_WIDTH
    return screen


def show_targets(ensemble: Any) -> None:
    """Print an ensemble's targets and what they come to."""
    data = ensemble_summary(ensemble)
    show_title(data, screen := console())
    show_target_tables(data, screen)
    show_headline(data, screen)


def show_summary(data: Mapping[str, Any], screen: Console | None = None) -> None:
    """Print a summary: targets, firms and jobs, public money, and last, where a reader's eye is, what it comes to."""
    screen = screen or console()
    show_title(data, screen)
    show_target_tables(data, screen)
    show_state(data, screen)
    show_money(data, screen)
    show_headline(data, screen)


def show_title(data: Mapping[str, Any], screen: Console) -> None:
    """Print whose runs these are."""
    plan = data["plan"]
    title = say(
        "title",
        plan=row_name(plan),
        policy=row_name({"zh": plan["policy_zh"], "en": plan["policy_en"]}),
    )
    screen.print()
    screen.print(Text(title, "bold"))
    if read := read_as.readings_sentence(plan["read_as"]):
        screen.print(Text(read))
    screen.print(
        Text(
            say(
                "subtitle",
                runs=data["runs"],
                first=data["first"],
                last=data["last"],
                seed=data["seed"],
            ),
            "dim",
        )
    )
    screen.print(Text(nature_line(data["nature"]), "dim"))
    screen.print()


def nature_line(nature: Mapping[str, Any]) -> str:
    """Which natural parameters the runs have."""
    return (
        say("nature_drawn", count=len(nature["drawn"]), sets=nature["sets"])
        if nature["drawn"]
        else say("nature_central")
    )


def nature_option(name: str) -> str:
    """What a command says to have runs with these natural parameters again."""
    return "" if name == CHINA else f" --nature {name}"


def show_headline(data: Mapping[str, Any], screen: Console) -> None:
    """Print what the runs come to in a few sentences."""
    screen.print()
    for sentence in headline(data):
        screen.print(Text(sentence))


def headline(data: Mapping[str, Any]) -> list[str]:
    """What the runs say, the most important first."""
    together = data["all_met"]
    if not together["targets"]:
        return [say("no_outcomes"), *caveats(data)]
    found = [
        say(
            "headline",
            targets=together["targets"],
            runs=data["runs"],
            met=together["runs_meeting"],
            share=format_percent(together["probability"]),
            interval=format_probability_interval(together),
        )
    ]
    if data["binds"] is not None:
        found.append(say("certain", count=together["certain"]))
    exposed = (
        [say("front_exposed") + say("exposed_colon"), *exposure_sentences(data["exposure"])]
        if "exposure" in data
        else []
    )
    return [*found, *binding_sentences(data), *caveats(data), *exposed]


def binding_sentences(data: Mapping[str, Any]) -> list[str]:
    """What stands between the plan and its targets."""
    worst, found = data["binds"], []
    if worst is not None:
        known = {
            "id": worst["id"],
            "name": row_name(worst),
            "share": format_percent(worst["probability"]),
        }
        found.append(
            say("least_likely_short", **known, short=format_percent(worst["short"]))
            if worst["short"] > 0
            else say("least_likely", **known)
        )
        rare = [
            r["id"].partition("/")[0]
            for r in data["targets"]
            if r["measured"]
            and r["chosen"]
            and r["role"] == "outcome"
            and r["probability"] < 0.5
            and r["id"] != worst["id"]
        ]
        if len(rare) > MOST_NAMED:
            found.append(say("also_rare_many", count=len(rare)))
        elif rare:
            found.append(say("also_rare", ids=say("between").join(dict.fromkeys(rare))))
        if worst["rest"]["targets"]:
            found.append(
                say(
                    "without_it",
                    targets=worst["rest"]["targets"],
                    share=format_percent(worst["rest"]["probability"]),
                )
            )
    return found


def caveats(data: Mapping[str, Any]) -> list[str]:
    """What is wrong with the runs: some cut short, some failed."""
    found = [] if data["complete"] else [say("cut_short", last=data["last"])]
    return [*found, say("runs_failed", failed=data["failed"])] if data["failed"] else found


def screen_table(
    title: str, *columns: str, right: Sequence[int] = (), kept: Sequence[int] = ()
) -> Table:
    """An empty table; `right` are aligned right, `kept` are never broken over lines."""
    made = Table(
        title=Text(title, "bold"),
        title_justify="left",
        box=SIMPLE_HEAD,
        padding=(0, 1),
        pad_edge=False,
    )
    for k, heading in enumerate(columns):
        made.add_column(
            Text(heading),
            justify="right" if k in right else "left",
            no_wrap=k in kept,
            overflow="fold",
        )
    return made


def show_target_tables(data: Mapping[str, Any], screen: Console) -> None:
    """Print outcomes, inputs, and what cannot be measured."""
    for title, role in ((say("outcomes"), "outcome"), (say("inputs"), "input")):
        rows = [r for r in data["targets"] if r["measured"] and r["role"] == role]
        if rows:
            screen.print(target_table(title, rows))
    unmeasured = [r for r in data["targets"] if not r["measured"]]
    if unmeasured:
        made = screen_table(
            say("unmeasured"), say("column_id"), say("column_target"), say("column_why"), kept=(0,)
        )
        for r in unmeasured:
            other = (
                ""
                if r["chosen"] or not row_name(r["reading"])
                else "\n" + say("other_reading", reading=row_name(r["reading"]))
            )
            made.add_row(
                Text("\n".join(target_number_lines(r))),
                Text(row_name(r)).append(other, "dim"),
                Text(row_name(r["why_not"])),
            )
        screen.print(made)


def target_table(title: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    """Targets with what they ask, what comes, and how likely they are met; other readings dimmed below."""
    made = screen_table(
        title,
        say("column_id"),
        say("column_target"),
        say("column_line"),
        say("column_value"),
        say("column_met"),
        say("column_short"),
        right=(3, 4, 5),
        kept=(0, 2, 3, 4, 5),
    )
    above = ""
    for r in rows:
        style, below = "" if r["chosen"] else "dim", not r["chosen"] and row_name(r) == above
        what, above = Text("" if below else row_name(r), style), row_name(r)
        if row_name(r["reading"]):
            sentence = say(
                "reading" if r["chosen"] else "other_reading", reading=row_name(r["reading"])
            )
            what.append(sentence if below else "\n" + sentence, "dim")
        if below:  # one line; targets.csv has the rest
            made.add_row(
                "",
                what,
                Text(target_requirement(r), style),
                Text(format_number(r["median"], r["unit"]), style),
                Text(format_percent(r["probability"]), style),
                Text(format_percent(r["short"]) if r["short"] else "", style),
            )
            continue
        made.add_row(
            Text("\n".join(target_number_lines(r)), style),
            what,
            Text(f"{target_requirement(r)}\n{format_deadline(r)}", style),
            value_over_range(
                format_number(r["median"], r["unit"]),
                format_band(r["lower"], r["upper"], r["unit"]),
                style,
            ),
            value_over_range(
                format_percent(r["probability"]),
                format_probability_interval(r),
                style or probability_colour(r["probability"]),
            ),
            Text(format_percent(r["short"]) if r["short"] else "", style),
        )
    return made


def target_number_lines(row: Mapping[str, Any]) -> tuple[str, ...]:
    """A target's number, and below it which one of several rows of that number it is."""
    first, slash, rest = row["id"].partition("/")
    return (first, slash + rest) if rest else (first,)


def value_over_range(value: str, range_of_it: str, style: str) -> Text:
    """A number with its range below, dimmed."""
    return Text(value + "\n", style).append(range_of_it, "dim")


def target_requirement(row: Mapping[str, Any]) -> str:
    """What a target asks for."""
    before = SIGNS[row["comparator"]]
    return before + format_quantity(row["value"], quantity_unit(row["unit"]))


def quantity_unit(unit: str) -> str:
    """What a target's quantity is counted in: the points of a checklist are things in place, not marks."""
    return "component" if unit == "point" else unit


def format_deadline(row: Mapping[str, Any]) -> str:
    """A target's deadline, marked where the runs stopped before it."""
    return row["deadline"] + ("" if row["read_at"] == row["deadline"] else "*")


def format_probability_interval(row: Mapping[str, Any]) -> str:
    """Where a probability lies."""
    return (
        f"{format_percent(row['low']).removesuffix(percent_sign())}-{format_percent(row['high'])}"
    )


def probability_colour(probability: float) -> str:
    """Green for likely, red for unlikely; the number says the same without it."""
    return "green" if probability >= 0.8 else "yellow" if probability >= 0.5 else "red"


def show_state(data: Mapping[str, Any], screen: Console) -> None:
    """Print rungs, jobs, sales and money raised: at the first month, at the last, and over all months."""
    made = screen_table(
        say("state"),
        say("column_measure"),
        say("column_first", month=data["first"]),
        say("column_last", month=data["last"]),
        say("column_unit"),
        right=(1, 2),
        kept=(1, 2, 3),
    )
    for r in [*data["rungs"], None, *data["region"]]:
        if r is None:
            made.add_section()
            continue
        made.add_row(
            Text(row_name(r)),
            format_number(r["first"]["median"], whole=True),
            format_with_band(r["last"]),
            unit_name(r["unit"]),
        )
    screen.print(made)
    made = screen_table(
        say("over_horizon", first=data["first"], last=data["last"]),
        say("column_measure"),
        say("column_total"),
        say("column_unit"),
        right=(1,),
        kept=(1, 2),
    )
    for r in data["over_horizon"]:
        made.add_row(Text(row_name(r)), format_with_band(r), unit_name(r["unit"]))
    screen.print(made)


def format_with_band(values: Mapping[str, float]) -> str:
    """A median with its 80 % band."""
    return f"{format_number(values['median'], whole=True)} ({format_band(values['lower'], values['upper'], whole=True)})"


def format_money_band(values: Mapping[str, float]) -> tuple[str, str]:
    """A sum of money and its band, to a whole 万元."""
    return format_number(values["median"], whole=True), format_band(
        values["lower"], values["upper"], whole=True
    )


def show_money(data: Mapping[str, Any], screen: Console) -> None:
    """Print what the public spends on each lever, and apart from it what it forgoes, gets back and loses."""
    money = data["money"]
    made = screen_table(
        say("money", first=data["first"], last=data["last"]),
        say("column_lever"),
        say("column_median"),
        say("column_band"),
        right=(1, 2),
        kept=(1, 2),
    )
    for r in money["rows"]:
        made.add_row(Text(row_name(r)), *format_money_band(r))
    made.add_section()
    made.add_row(Text(say("total"), "bold"), *format_money_band(money["total"]))
    made.add_section()
    made.add_row(Text(say("apart"), "dim"), "", "")
    for r in money["apart"]:
        made.add_row(Text(row_name(r)), *format_money_band(r))
    screen.print(made)
    screen.print(Text(say("planned_money", amount=format_number(money["planned"]))))
    if data["started_from"]:
        stocks = say("between").join(
            say(
                "stock_met",
                name=row_name(r),
                met=format_number(r["met"]),
                known=format_number(r["known"]),
            )
            for r in data["started_from"]
        )
        screen.print(Text(say("started_from", stocks=stocks)))
