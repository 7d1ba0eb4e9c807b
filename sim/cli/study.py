"""Sweep a plan over levers, natural parameters, policies and luck; go on with a study, check it,
ask it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

import sim.study
from sim.cli.options import print_json, show_data
from sim.cli.progress import progress_reporter
from sim.results.defaults import RESULTS
from sim.words.catalogue import say, user_error

if TYPE_CHECKING:
    from sim.study.design.study_file import StudyRequest
    from sim.study.design.task import Task
    from sim.study.store.study import Study


def sweep_command(
    file: str, out: str | None, jobs: int | None, cluster: str | None, dry_run: bool, quiet: bool
) -> None:
    """Carry out a study as its file asks, or only say what it would take."""
    from sim.report.subjects.studies import sweep_forecast
    from sim.study.design.study_file import read_study
    from sim.study.run.sweep import measure_run_time
    from sim.study.store.snapshot import freeze_study
    from sim.study.store.study import SPEC, Study

    asked = read_study(Path(file))
    folder = Path(out or RESULTS / asked.head.id)
    there = Study(folder).count() if (folder / SPEC).exists() else 0
    require_room_for(asked, folder, max(0, asked.run_count - there))
    if dry_run:
        tasks, rows = asked.tasks(), range(asked.run_count)
        if there:
            rows = Study(folder).missing(*tasks.places).tolist()
    else:
        study, tasks = freeze_study(asked, folder)
        rows = study.missing(*tasks.places).tolist()
    left = len(rows)
    with progress_reporter(quiet) as progress:
        seconds = measure_run_time(tasks[int(rows[0])], asked.measures, progress) if left else 0.0
    if not quiet:
        processes = None if cluster else min(jobs or os.cpu_count() or 1, max(1, left))
        told = sweep_forecast(asked, len(tasks), len(tasks) - left, seconds, processes)
        click.echo("\n".join(told))
    if not dry_run:
        continue_study(study, tasks, jobs, cluster, quiet)


def require_room_for(asked: StudyRequest, folder: Path, runs: int) -> None:
    """UserError where so many runs of a study do not fit on the disk."""
    from sim.runs.outcomes import outcome_fields
    from sim.study.store.room import require_room

    scenario = asked.scenario
    months = asked.months or scenario.last - scenario.first + 1
    require_room(folder, runs, len(outcome_fields(scenario)), len(asked.measures) * months)


def resume_command(folder: str, jobs: int | None, cluster: str | None, quiet: bool) -> None:
    """Go on with a study that was stopped, and try again what failed."""
    from sim.study.store import maintain

    study = sim.study.open(folder)
    checked = maintain.verify_study(study)
    if checked.damage:
        from sim.report.subjects.studies import integrity_sentences

        click.echo("\n".join(integrity_sentences(checked, study.folder)))
    if checked.runs == checked.expected and not checked.duplicates:
        click.echo(say("resume_finished", folder=study.folder, runs=checked.runs))
        return
    from sim.report.subjects.studies import sweep_cost
    from sim.study.run.sweep import measure_run_time
    from sim.study.store.room import require_room, study_bytes
    from sim.study.store.snapshot import thaw_study

    tasks = thaw_study(study)
    rows = study.missing(*tasks.places)
    left, spec = len(rows), study.spec
    if left:
        task = tasks[int(rows[0])]
        months = tasks.lengths[0]
        cells = (len(spec["outcomes"]), len(spec["measures"]) * months)
        require_room(study.folder, left, *cells)
        if not quiet:
            with progress_reporter(quiet) as progress:
                seconds = measure_run_time(task, list(spec["measures"]), progress)
            processes = None if cluster else min(jobs or os.cpu_count() or 1, left)
            click.echo(say("resume_left", left=left, runs=len(tasks)))
            click.echo(sweep_cost(left, seconds, processes, study_bytes(left, *cells)))
    continue_study(study, tasks, jobs, cluster, quiet)


def continue_study(
    study: Study, tasks: Sequence[Task], jobs: int | None, cluster: str | None, quiet: bool
) -> None:
    """Live what a study lacks, say how it ended, and leave with exit code 1 where runs failed."""
    from sim.report.subjects.studies import sweep_end
    from sim.study.run.dask import Cluster
    from sim.study.run.sweep import run_tasks

    try:
        with (
            progress_reporter(quiet) as progress,
            Cluster(cluster, jobs, progress) if cluster else nullcontext() as machines,
        ):
            run_tasks(tasks, study, jobs, machines, progress)
    except KeyboardInterrupt:
        click.echo(
            say("sweep_stopped", there=study.count(), runs=len(tasks), folder=study.folder),
            err=True,
        )
        sys.exit(130)
    click.echo(str(study.folder) if quiet else "\n".join(sweep_end(study, len(tasks))))
    if study.failures():
        sys.exit(1)


def query_command(
    folder: str, sql: str, csv: str | None, parquet: str | None, as_json: bool
) -> None:
    """Ask a study a question in SQL."""
    from sim.report.render.terminal import show_document
    from sim.report.subjects import studies

    columns = sim.study.open(folder).query(sql, "numpy")
    for path, kind in ((csv, "csv"), (parquet, "parquet")):
        if path is not None:
            studies.write_answer(columns, Path(path), kind)
            click.echo(say("written_to", folder=path))
    if as_json:
        print_json(studies.answer_records(columns))
    elif csv is None and parquet is None:
        show_document(studies.answer_document(columns, sql))


def studies_command(root: str, as_json: bool) -> None:
    """List the studies there are."""
    from sim.report.subjects import studies
    from sim.study.store import maintain

    found = studies.studies_data(maintain.studies_in(require_folder(root)))
    show_data(found, lambda: studies.studies_document(found, Path(root)), as_json)


def verify_command(folder: str) -> None:
    """Check every byte of a study; exit code 1 where something was damaged."""
    from sim.report.subjects.studies import integrity_sentences
    from sim.study.store import maintain

    study = sim.study.open(folder)
    found = maintain.verify_study(study)
    click.echo("\n".join(integrity_sentences(found, study.folder)))
    if found.damage or found.duplicates:
        sys.exit(1)


def gc_command(root: str) -> None:
    """Throw away what no study needs."""
    from sim.report.subjects.studies import deletion_sentences
    from sim.study.store import maintain

    click.echo("\n".join(deletion_sentences(maintain.collect_garbage(require_folder(root)))))


def require_folder(root: str) -> Path:
    """A folder that exists; UserError otherwise."""
    if not Path(root).is_dir():
        raise user_error("studies_no_folder", root=root)
    return Path(root)
