"""Studies on the screen: what a sweep will take, what a study holds, what a check found, the answer to a question."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.text import Text

from sim.cli.progress import format_duration
from sim.core.errors import UserError
from sim.core.files import atomic_file
from sim.report.render.terminal import console, screen_table
from sim.study.store.maintain import IntegrityReport, size_on_disk
from sim.study.store.parts import write_parquet
from sim.study.store.study import Place, Study
from sim.words.catalogue import say, text_in_language

SHOWN = 40  # rows of an answer, runs of a list
BYTES = {
    "part": 84_000,
    "outcome": 6.4,
    "month": 2.2,
}  # on disk: of a part, of an outcome, of a measure's month; Xuchang
UNITS = ("B", "kB", "MB", "GB", "TB")


def show_forecast(asked: Any, runs: int, there: int, seconds: float, jobs: int | None) -> None:
    """Say how many runs there will be, how long they take about (on so many processes, or on a cluster) and how much disk."""
    from sim.runs.outcomes import outcome_fields
    from sim.study.run.sweep import FULL

    months = asked.months or asked.scenario.last - asked.scenario.first + 1
    bytes_a_run = (
        len(outcome_fields(asked.scenario)) * BYTES["outcome"]
        + len(asked.measures) * months * BYTES["month"]
    )
    click.echo(
        say(
            "sweep_size",
            study=text_in_language((asked.zh, asked.en)),
            plan=asked.scenario.name,
            policies=len(asked.cases),
            points=len(asked.points),
            each=asked.runs,
            runs=runs,
            there=there,
        )
    )
    size, work = (
        format_bytes(runs * bytes_a_run + math.ceil(runs / FULL) * BYTES["part"]),
        (runs - there) * seconds,
    )
    if jobs is None:
        click.echo(
            say("sweep_cost_cluster", time=format_duration(work), each=f"{seconds:.2f}", size=size)
        )
    else:
        click.echo(
            say(
                "sweep_cost",
                time=format_duration(work / jobs),
                each=f"{seconds:.2f}",
                jobs=jobs,
                size=size,
            )
        )
    if asked.axes:
        click.echo(say("sweep_from_the_start"))


def show_study_end(study: Study, runs: int) -> None:
    """Say what the study holds and what can be done with it."""
    there, failures = len(study.places()), study.failures()
    click.echo(
        say(
            "sweep_done",
            there=there,
            runs=runs,
            folder=study.folder,
            size=format_bytes(size_on_disk(study.folder)),
        )
    )
    if failures:
        first = failures[0]
        click.echo(
            say(
                "sweep_failures",
                count=len(failures),
                place=format_run_place((first["policy"], first["point"], first["run"])),
                error=first["error"],
                folder=study.folder,
            )
        )
    else:
        click.echo(say("sweep_ask", folder=study.folder))


def show_studies(found: Sequence[Mapping[str, Any]], root: Path) -> None:
    """Print the studies there are."""
    if not found:
        return click.echo(say("studies_none", root=root))
    made = screen_table(
        say("studies_title"),
        say("column_folder"),
        say("column_name"),
        say("column_plan"),
        say("column_runs"),
        say("column_size"),
        right=(3, 4),
        kept=(0,),
    )
    for r in found:
        runs = f"{r['runs']}/{r['asked']}" if r["asked"] is not None else str(r["runs"])
        made.add_row(
            Text(r["folder"]),
            Text(r["study"]),
            Text(r["scenario"]),
            Text(runs),
            Text(format_bytes(r["bytes"])),
        )
    console().print(made)


def studies_data(found: Sequence[Study]) -> list[dict[str, Any]]:
    """Studies as data."""
    return [
        {
            "folder": str(s.folder),
            "study": s.spec["study"],
            "scenario": s.spec["scenario"],
            "runs": len(s.places()),
            "asked": planned_run_count(s),
            "bytes": size_on_disk(s.folder),
            "engine": s.environment["source_digest"],
        }
        for s in found
    ]


def planned_run_count(study: Study) -> int | None:
    """How many runs a sweep asks for."""
    about = study.spec["about"]
    return about["points"] * about["runs"] * len(about["policies"]) if "points" in about else None


def show_study_check(found: IntegrityReport, folder: Path) -> None:
    """Say what a check found."""
    click.echo(
        say(
            "verify_parts",
            parts=found.parts,
            runs=found.runs,
            asked=found.runs if found.expected is None else found.expected,
        )
    )
    for file, places in found.damage.items():
        if places is None:
            click.echo(say("verify_damaged_unknown", file=file))
        else:
            click.echo(
                say(
                    "verify_damaged", file=file, count=len(places), places=format_run_places(places)
                )
            )
    if found.duplicates:
        click.echo(say("verify_doubled", places=format_run_places(found.duplicates)))
    if found.damage:
        click.echo(say("verify_resume", folder=folder))
    elif not found.duplicates:
        click.echo(say("verify_sound"))


def format_run_places(places: Sequence[Place]) -> str:
    """Runs by policy, point and number."""
    return ", ".join(map(format_run_place, places[:SHOWN])) + (
        " ..." if len(places) > SHOWN else ""
    )


def format_run_place(place: Place) -> str:
    """A run by policy, point and number."""
    policy, point, run = place
    return f"{policy}/{point}/{run}"


def show_deletions(gone: Sequence[tuple[Path, int]]) -> None:
    """Say what was thrown away."""
    for path, size in gone:
        click.echo(f"{path}  {format_bytes(size)}")
    click.echo(say("gc_done", count=len(gone), size=format_bytes(sum(size for _, size in gone))))


def show_answer(columns: Mapping[str, np.ndarray]) -> None:
    """Print the answer to a question as a table."""
    rows = list(zip(*columns.values(), strict=True))
    numbers = tuple(
        k for k, column in enumerate(columns.values()) if np.asarray(column).dtype.kind in "iuf"
    )
    made = screen_table("", *columns, right=numbers, kept=())
    for row in rows[:SHOWN]:
        made.add_row(*(Text(format_answer_cell(x)) for x in row))
    console().print(made)
    if len(rows) > SHOWN:
        click.echo(say("query_more", shown=SHOWN, rows=len(rows)))


def format_answer_cell(value: Any) -> str:
    """A cell as text: numbers with the digits that matter."""
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return "-"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1e4 else f"{value:.4g}"
    return str(value)


def answer_records(columns: Mapping[str, np.ndarray]) -> list[dict[str, Any]]:
    """Rows as data; what is missing is None."""
    rows = zip(*(np.asarray(column).tolist() for column in columns.values()), strict=True)
    return [dict(zip(columns, (None if x != x else x for x in row), strict=True)) for row in rows]


def write_answer(columns: Mapping[str, np.ndarray], path: Path, kind: str) -> None:
    """Write the answer as csv (Excel opens it with its Chinese intact) or parquet; whole or not at all."""
    try:
        with atomic_file(path) as making:
            if kind == "parquet":
                write_parquet(making, columns, {})
            else:
                with open(making, "w", newline="", encoding="utf-8-sig") as file:
                    writer = csv.writer(file)
                    writer.writerow(columns)
                    writer.writerows(
                        [
                            ["" if x is None or x != x else x for x in row]
                            for row in zip(*columns.values(), strict=True)
                        ]
                    )
    except OSError as fault:
        raise UserError(say("cannot_write", path=path, detail=fault.strerror or fault)) from None
    click.echo(say("written_to", folder=path))


def format_bytes(size: float) -> str:
    """A number of bytes as people say it."""
    power = 0
    while size >= 1000 and power < len(UNITS) - 1:
        size, power = size / 1000, power + 1
    return f"{size:.0f} {UNITS[power]}"
