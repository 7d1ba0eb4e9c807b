"""An explanation from the command line: where it goes, how its runs are lived, what is said before
and after.

Loaded when an explanation is asked for, for it brings the whole engine.
"""

import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypedDict

import click

from sim.cli.options import show_result
from sim.cli.progress import progress_reporter
from sim.core.records import Row
from sim.report.document import ReportDocument
from sim.report.numbers import format_duration
from sim.report.render.files import document_writers
from sim.results.explanation_folder import write_explanation
from sim.results.folder import check_results_place, nature_suffix
from sim.runs.ensemble import months_to_live
from sim.runs.kernels import compile_kernels
from sim.scenario.scenario import Scenario
from sim.scenario.spinup import starting_world
from sim.study.design.ranges import Unknown, unknowns
from sim.study.design.task import Case, task_of
from sim.study.design.variations import RunSettings
from sim.study.run.dask import Cluster
from sim.study.run.sweep import measure_run_time
from sim.study.store.study import Study
from sim.words.catalogue import say, user_error


class ExplanationOptions(TypedDict, total=False):
    """What an explanation is told beside its own question: what is varied, how runs are lived,
    where it goes.
    """

    vary: tuple[str, ...]
    levers: bool
    factor: float
    runs: int
    seed: int
    months: int | None
    jobs: int | None
    cluster: str | None
    out: str | None
    quiet: bool
    as_json: bool
    dry_run: bool


def explanation_name(scenario: Scenario, kind: str, how: ExplanationOptions) -> str:
    """What the folder of an explanation is called unless it is named; UserError where months are
    too many.
    """
    months_to_live(scenario, how["months"])
    runs = f"{how['runs']}runs-seed{how['seed']}"
    return f"{scenario.name}-{scenario.policy}-{kind}-{runs}{nature_suffix(scenario)}"


class ExplanationSession(ExitStack):
    """One explanation from the command line: where it goes, how its runs are lived, what is said
    before and after.
    """

    def __init__(
        self,
        how: ExplanationOptions,
        given: Sequence[str],
    ):
        super().__init__()
        self.how, self.given = how, given

    def begin(self, scenario: Scenario, kind: str) -> "ExplanationSession":
        """The session of a plan explained in new runs."""
        return self.begin_in(explanation_name(scenario, kind, self.how))

    def begin_in(self, name: str) -> "ExplanationSession":
        """The session in a folder of results called so, unless it is named; UserError where it
        cannot be written.
        """
        how = self.how
        self.folder = Path(how["out"] or f"results/{name}")
        check_results_place(self.folder)
        self.tell, jobs, address = progress_reporter(how["quiet"]), how["jobs"], how["cluster"]
        self.machines = Cluster(address, jobs) if address and not how["dry_run"] else None
        self.way = RunSettings(
            self.folder.parent,
            how["runs"],
            how["seed"],
            how["months"],
            jobs,
            self.machines,
            self.tell,
        )
        return self

    def __enter__(self) -> "ExplanationSession":
        self.enter_context(self.tell)
        if self.machines is not None:
            self.enter_context(self.machines)
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: Any) -> bool | None:
        ended = super().__exit__(kind, *error)
        if kind is KeyboardInterrupt:
            click.echo(say("explain_stopped"), err=True)
        return ended

    def unknowns(self, scenario: Scenario, least: int = 1) -> list[Unknown]:
        """What is varied, as named by --vary; UserError where it is too little for the method."""
        vary = self.how["vary"]
        compile_kernels(scenario, self.how["jobs"], self.tell)
        found = unknowns(
            scenario,
            starting_world(scenario, self.tell)[1]["nature"],
            [text for text in vary if "=" not in text],
            dict(text.split("=", 1) for text in vary if "=" in text),
            self.how["factor"],
            self.how["levers"],
        )
        if len(found) < least:
            raise user_error("explain_too_few", count=len(found), least=least)
        return found

    def forecast(self, scenario: Scenario, variations: int) -> None:
        """Say how many runs it takes and how long; with --dry-run that is all."""
        dry_run = self.how["dry_run"]
        if self.how["quiet"] and not dry_run:
            return
        way, runs = self.way, variations * self.way.runs
        task = task_of(Case(scenario), scenario.policy, 0, way.seed, months=way.months)
        each, jobs = measure_run_time(task, (), self.tell), way.jobs or os.cpu_count() or 1
        click.echo(
            say(
                "explain_cost",
                runs=f"{runs:,}",
                each=f"{each:.2g}",
                jobs=jobs,
                time=format_duration(runs * each / jobs),
            ),
            err=not dry_run,
        )
        if dry_run:
            click.get_current_context().exit()

    def end(
        self,
        data: Row,
        tables: Mapping[str, list[Row]],
        document: ReportDocument,
        studies: Sequence[Study],
    ) -> None:
        """Write what was found, show it and say where it lies."""
        written = write_explanation(self.folder, data, studies, tables, document_writers(document))
        quiet, as_json = self.how["quiet"], self.how["as_json"]
        show_result(document, data, written, quiet, as_json)
        if not (as_json or quiet):
            click.echo(say("explain_kept", folders=", ".join(str(s.folder) for s in studies)))
