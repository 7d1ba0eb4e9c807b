"""Plans and studies: lists of those there are, what a sweep takes, what a study holds, a check
found, a question is answered.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from sim.core.files import atomic_file
from sim.core.records import Record, Row
from sim.model.calendar import month_name
from sim.plan.files import plans
from sim.report.document import ReportDocument, Table, list_document, table_blocks, table_row
from sim.report.numbers import format_bytes, format_long_duration
from sim.results.plan_contents import pick
from sim.runs.outcomes import outcome_fields
from sim.scenario.scenario import load, policies
from sim.study.design.study_file import StudyRequest
from sim.study.store.maintain import IntegrityReport, size_on_disk
from sim.study.store.parts import write_parquet
from sim.study.store.room import study_bytes
from sim.study.store.study import Place, Study
from sim.words.catalogue import name_in_language, say, user_error

SHOWN = 40  # rows of an answer, runs of a list
Columns = Mapping[str, np.ndarray]


def plan_list() -> list[Record]:
    """The plans that come with the program, as data."""
    return [
        {
            **pick(s, "name", "zh", "en", "document"),
            "first": month_name(s.first),
            "last": month_name(s.last),
            "policies": policies(s.name),
        }
        for s in map(load, plans())
    ]


def policy_list(plan: str) -> list[Record]:
    """A plan's policies with the public money each sets aside, as data."""
    return [
        {
            **pick(s, "policy as name", "policy_zh as zh", "policy_en as en"),
            "planned_public_money": s.planned_public_money(),
        }
        for s in (load(plan, name) for name in policies(plan))
    ]


def plans_document(data: Iterable[Row]) -> ReportDocument:
    """The plans there are."""
    return list_document(say("list_plans"), table_blocks("plans", data))


def policies_document(data: Iterable[Row]) -> ReportDocument:
    """A plan's policies."""
    return list_document(say("list_policies"), table_blocks("policies", data))


def sweep_forecast(
    asked: StudyRequest, runs: int, there: int, seconds: float, jobs: int | None
) -> list[str]:
    """How many runs there will be, how long they take about (on so many processes, or on a cluster)
    and how much disk.
    """
    months = asked.months or asked.scenario.last - asked.scenario.first + 1
    bytes_of_all = study_bytes(
        runs, len(outcome_fields(asked.scenario)), len(asked.measures) * months
    )
    size = say(
        "sweep_size",
        study=name_in_language(asked.head),
        plan=asked.scenario.name,
        policies=len(asked.cases),
        points=len(asked.points),
        each=asked.head.runs,
        runs=runs,
        there=there,
    )
    return [
        size,
        sweep_cost(runs - there, seconds, jobs, bytes_of_all),
        *([say("sweep_from_the_start")] if asked.axes else []),
    ]


def sweep_cost(left: int, seconds: float, jobs: int | None, size: float) -> str:
    """How long so many runs take about, on so many processes or on a cluster, and how much disk."""
    cost = {
        "time": format_long_duration(left * seconds / (jobs or 1)),
        "each": f"{seconds:.2f}",
        "size": format_bytes(size),
    }
    return say("sweep_cost", jobs=jobs, **cost) if jobs else say("sweep_cost_cluster", **cost)


def sweep_end(study: Study, runs: int) -> list[str]:
    """What a study holds after a sweep, and what can be done with it."""
    folder, failures = study.folder, study.failures()
    there, size = study.count(), format_bytes(size_on_disk(folder))
    done = say("sweep_done", there=there, runs=runs, folder=folder, size=size)
    if not failures:
        return [done, say("sweep_ask", folder=folder)]
    first = failures[0]
    place = format_run_places([(first["policy"], first["point"], first["run"])])
    return [
        done,
        say(
            "sweep_failures",
            count=len(failures),
            place=place,
            error=first["error"],
            folder=folder,
        ),
    ]


def studies_data(found: Iterable[Study]) -> list[Record]:
    """Studies as data."""
    return [
        {
            "folder": str(s.folder),
            "study": s.spec["study"],
            "scenario": s.spec["scenario"],
            "runs": s.count(),
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


def studies_document(found: Sequence[Row], root: Path) -> ReportDocument:
    """The studies there are."""
    title = say("studies_title") if found else say("studies_none", root=root)
    return list_document(title, table_blocks("studies", found))


def integrity_sentences(found: IntegrityReport, folder: Path) -> list[str]:
    """What a check found."""
    asked = found.runs if found.expected is None else found.expected
    told = [say("verify_parts", parts=found.parts, runs=found.runs, asked=asked)]
    for file, places in found.damage.items():
        if places is None:
            told.append(say("verify_damaged_unknown", file=file))
        else:
            lost = format_run_places(places)
            told.append(say("verify_damaged", file=file, count=len(places), places=lost))
    if found.duplicates:
        told.append(say("verify_doubled", places=format_run_places(found.duplicates)))
    if found.damage:
        told.append(say("verify_resume", folder=folder))
    elif not found.duplicates:
        told.append(say("verify_sound"))
    return told


def format_run_places(places: Sequence[Place]) -> str:
    """Runs by policy, point and number."""
    some = ", ".join(f"{policy}/{point}/{run}" for policy, point, run in places[:SHOWN])
    return some + (" ..." if len(places) > SHOWN else "")


def deletion_sentences(gone: Sequence[tuple[Path, int]]) -> list[str]:
    """What was thrown away."""
    size = format_bytes(sum(size for _, size in gone))
    return [
        *(f"{path}  {format_bytes(size)}" for path, size in gone),
        say("gc_done", count=len(gone), size=size),
    ]


def answer_document(columns: Columns, question: str) -> ReportDocument:
    """The answer to a question as a table."""
    count = len(next(iter(columns.values()), ()))
    rows = islice(zip(*columns.values(), strict=True), SHOWN)
    numbers = [k for k, c in enumerate(columns.values()) if np.asarray(c).dtype.kind in "iuf"]
    more = say("query_more", shown=SHOWN, rows=count) if count > SHOWN else ""
    shown = tuple(table_row(*map(format_answer_cell, row)) for row in rows)
    widths = (1 / len(columns),) * len(columns)
    table = Table("answer", "", tuple(columns), shown, widths, frozenset(numbers), more)
    return list_document(question, [table] if shown else [])


def is_missing(value: object) -> bool:
    """Whether there is no value: None, or what is not even equal to itself (nan, no time)."""
    return value is None or value != value  # noqa: PLR0124


def format_answer_cell(value: object) -> str:
    """A cell as text: numbers with the digits that matter."""
    if is_missing(value):
        return "-"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1e4 else f"{value:.4g}"
    return str(value)


def answer_records(columns: Columns) -> list[Record]:
    """Rows as data; what is missing is None."""
    rows = zip(*(np.asarray(column).tolist() for column in columns.values()), strict=True)
    return [
        dict(zip(columns, (None if is_missing(x) else x for x in row), strict=True)) for row in rows
    ]


def write_answer(columns: Columns, path: Path, kind: str) -> None:
    """Write the answer as csv (Excel opens it with its Chinese intact) or parquet; whole or not at
    all.
    """
    try:
        with atomic_file(path) as making:
            if kind == "parquet":
                write_parquet(making, columns, {})
            else:
                with open(making, "w", newline="", encoding="utf-8-sig") as file:
                    writer = csv.writer(file)
                    writer.writerow(columns)
                    writer.writerows(
                        ["" if is_missing(x) else x for x in row]
                        for row in zip(*columns.values(), strict=True)
                    )
    except OSError as fault:
        raise user_error("cannot_write", path=path, detail=fault.strerror or fault) from None
