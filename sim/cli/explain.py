"""Explain a plan: what moves its outcomes, where it fails, what its parts add, what is worth knowing."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import click
from click.core import ParameterSource

from sim.cli.options import show_result
from sim.core.errors import UserError
from sim.words.catalogue import say

if TYPE_CHECKING:
    import numpy as np

    from sim.core.fields import Field
    from sim.report.document import ReportDocument
    from sim.scenario.scenario import Scenario
    from sim.study.design.ranges import Unknown
    from sim.study.methods.scenario_discovery import Condition
    from sim.study.store.study import Study

LEAST_FUTURES = 40
OF_A_STUDY = ("where", "policy", "when", "seed", "out", "quiet", "as_json", "lang")


class ExplanationOptions(TypedDict, total=False):
    """What an explanation is told beside its own question: what is varied, how runs are lived, where it goes."""

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


def sensitivity_command(
    plan: str,
    policy: str,
    outcome: tuple[str, ...],
    trajectories: int,
    keep: int,
    size: int,
    nature: str,
    **how: Unpack[ExplanationOptions],
) -> None:
    """Screen the unknowns of a plan and take the variance of its outcomes apart."""
    from sim.report.subjects import sensitivity as shown
    from sim.scenario.scenario import load
    from sim.study.methods.sensitivity import analyse_sensitivity
    from sim.study.questions import requested_outcomes

    check_library("SALib")
    if size & (size - 1):
        raise UserError(say("explain_power_of_two", given=size, near=2 ** (size.bit_length() - 1)))
    scenario = load(plan, policy, nature=nature)
    outcomes = requested_outcomes(scenario, outcome)
    with ExplanationSession(explanation_name(scenario, "sensitivity", how), how) as session:
        unknowns = session.unknowns(scenario, least=2)
        points = trajectories * (len(unknowns) + 1) + size * (min(keep, len(unknowns)) + 2)
        session.forecast(scenario, points)
        found = analyse_sensitivity(
            scenario, unknowns, outcomes, session.way, trajectories, keep, size
        )
    data = shown.sensitivity_summary(scenario, session.way, unknowns, found, trajectories, size)
    tables = {"screening": shown.screening_rows(data)}
    if found.shares:
        tables["indices"] = shown.index_rows(data)
    session.end(data, tables, shown.sensitivity_document(data), found.studies)


def discover_command(
    where: str,
    policy: str,
    when: tuple[str, ...],
    futures: int,
    nature: str,
    **how: Unpack[ExplanationOptions],
) -> None:
    """Find the futures in which a plan fails, among new ones or those of a study."""
    check_library("ema_workbench")
    if (Path(where) / "study.json").is_file():
        discover_in_study(where, policy, when, how)
        return
    from sim.report.subjects.explanation import explanation_head
    from sim.runs.outcomes import outcome_fields
    from sim.scenario.scenario import load
    from sim.study.design.variations import unknown_columns
    from sim.study.methods import scenario_discovery as method

    check_futures(futures)
    scenario = load(where, policy, nature=nature)
    known = outcome_fields(scenario)
    conditions = [
        method.parse_condition(text, known) for text in when
    ] or method.missed_target_conditions(scenario)
    with ExplanationSession(explanation_name(scenario, "discovery", how), how) as session:
        unknowns = session.unknowns(scenario)
        session.forecast(scenario, futures)
        study = method.live_futures(scenario, unknowns, futures, session.way)
    head = explanation_head("discovery", scenario, session.way, [study])
    columns = unknown_columns(scenario, unknowns)
    session.discover(study, head, columns, known, conditions, policy)


def discover_in_study(
    where: str, policy: str, when: tuple[str, ...], how: ExplanationOptions
) -> None:
    """The same among the runs of a study that is there."""
    from sim.core.fields import Field
    from sim.study.methods import scenario_discovery as method
    from sim.study.store.study import open_study

    asked = click.get_current_context()
    given = [
        param.opts[0]
        for param in asked.command.params
        if param.name not in OF_A_STUDY
        and asked.get_parameter_source(str(param.name)) is ParameterSource.COMMANDLINE
    ]
    if given:
        raise UserError(say("explain_study_has", folder=where, options=", ".join(given)))
    study = open_study(where)
    fields, outcomes = (
        {name: Field(f["en"], f["zh"], f["unit"]) for name, f in study.spec[kind].items()}
        for kind in ("varied", "outcomes")
    )
    if not fields:
        raise UserError(say("explain_no_design", folder=where))
    there = sorted({place[0] for place in study.places()})
    if policy not in there:
        raise UserError(
            say("explain_no_policy", folder=where, given=policy, known=", ".join(there))
        )
    conditions = [method.parse_condition(text, outcomes) for text in when] or [
        method.Condition(name, "<", 0.5)
        for name in outcomes
        if name.startswith("met") and "/" not in name
    ]
    session = ExplanationSession(f"{study.folder.resolve().name}-{policy}", how)
    plan = {
        "name": study.spec["scenario"],
        **dict.fromkeys(("zh", "en"), study.spec["study"]),
        **dict.fromkeys(("policy", "policy_zh", "policy_en"), policy),
    }
    head = {
        "kind": "discovery",
        "plan": plan,
        "seed": session.way.seed,
        "studies": [study.folder.name],
        "failed": len(study.failures()),
    }
    session.discover(study, head, fields, outcomes, conditions, policy)


def attribute_command(
    plan: str,
    policy: str,
    outcome: tuple[str, ...],
    by: str,
    orders: int,
    nature: str,
    **how: Unpack[ExplanationOptions],
) -> None:
    """Share the changes a plan makes out among its parts."""
    from sim.report.subjects import shapley as shown
    from sim.scenario.scenario import load
    from sim.study.methods import shapley as method
    from sim.study.questions import requested_outcomes

    scenario = load(plan, policy, nature=nature)
    outcomes = requested_outcomes(scenario, outcome)
    parts = method.parts_of_plan(scenario, by)
    if not parts:
        raise UserError(say("explain_no_parts", plan=scenario.name, policy=policy))
    with ExplanationSession(explanation_name(scenario, f"attribution-{by}", how), how) as session:
        names = [p.name for p in parts]
        coalitions, walked = method.coalition_design(names, orders, session.way.seed)
        session.forecast(scenario, len(coalitions))
        found, study = method.analyse_attribution(scenario, parts, outcomes, session.way, orders)
    data = shown.attribution_summary(scenario, session.way, parts, found, study, len(walked))
    tables = {"shares": shown.share_rows(data)}
    session.end(data, tables, shown.attribution_document(data), [study])


def voi_command(
    plan: str,
    policies: str | None,
    by: str,
    price: float | None,
    futures: int,
    nature: str,
    **how: Unpack[ExplanationOptions],
) -> None:
    """Say what knowing an unknown is worth for the choice among a plan's policies."""
    from sim.report.subjects import value_of_information as shown
    from sim.runs.outcomes import outcome_fields
    from sim.scenario import scenario
    from sim.study.methods.value_of_information import analyse_information
    from sim.study.questions import find_outcome

    check_futures(futures)
    given = scenario.policies(plan) if policies is None else policies.split(",")
    names = list(dict.fromkeys(name.strip() for name in given))
    if len(names) < 2:
        raise UserError(say("explain_one_policy"))
    scenarios = [scenario.load(plan, name, nature=nature) for name in names]
    objective = find_outcome(by, outcome_fields(scenarios[0]))
    with ExplanationSession(explanation_name(scenarios[0], "voi", how), how) as session:
        unknowns = session.unknowns(scenarios[0])
        session.forecast(scenarios[0], futures * len(names))
        found, study = analyse_information(
            scenarios, unknowns, objective, price, session.way, futures
        )
    data = shown.information_value_summary(
        scenarios, session.way, unknowns, found, study, objective, price, futures
    )
    tables = {"worth": shown.information_value_rows(data), "policies": shown.policy_rows(data)}
    session.end(data, tables, shown.information_value_document(data), [study])


def check_library(library: str) -> None:
    """UserError where a library of the extra `research` is missing."""
    if importlib.util.find_spec(library) is None:
        raise UserError(say("explain_needs", library=library))


def check_futures(futures: int) -> None:
    """UserError where futures are too few to learn from."""
    if futures < LEAST_FUTURES:
        raise UserError(say("explain_too_small", count=futures, least=LEAST_FUTURES))


def explanation_name(scenario: Scenario, kind: str, how: ExplanationOptions) -> str:
    """What the folder of an explanation is called unless it is named; UserError where months are too many."""
    from sim.results.folder import nature_suffix
    from sim.runs.ensemble import months_to_live

    months_to_live(scenario, how["months"])
    runs = f"{how['runs']}runs-seed{how['seed']}"
    return f"{scenario.name}-{scenario.policy}-{kind}-{runs}{nature_suffix(scenario)}"


class ExplanationSession(ExitStack):
    """One explanation from the command line: where it goes, how its runs are lived, what is said before and after."""

    def __init__(self, name: str, how: ExplanationOptions):
        from sim.cli.progress import progress_reporter
        from sim.results.folder import check_results_place
        from sim.study.design.variations import RunSettings
        from sim.study.run.dask import Cluster

        super().__init__()
        self.how = how
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

    def __enter__(self) -> ExplanationSession:
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
        from sim.study.design.ranges import unknowns
        from sim.study.design.variations import fitted_rates

        vary = self.how["vary"]
        found = unknowns(
            scenario,
            fitted_rates(scenario, self.way),
            [text for text in vary if "=" not in text],
            dict(text.split("=", 1) for text in vary if "=" in text),
            self.how["factor"],
            self.how["levers"],
        )
        if len(found) < least:
            raise UserError(say("explain_too_few", count=len(found), least=least))
        return found

    def forecast(self, scenario: Scenario, variations: int) -> None:
        """Say how many runs it takes and how long; with --dry-run that is all."""
        from sim.report.numbers import format_duration
        from sim.study.design.variations import seconds_per_run

        dry_run = self.how["dry_run"]
        if self.how["quiet"] and not dry_run:
            return
        each, runs = seconds_per_run(scenario, self.way), variations * self.way.runs
        jobs = self.way.jobs or os.cpu_count() or 1
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

    def discover(
        self,
        study: Study,
        head: dict[str, Any],
        fields: Mapping[str, Field],
        outcomes: Mapping[str, Field],
        conditions: Sequence[Condition],
        policy: str,
    ) -> None:
        """Find, write and show the rules of a study's runs under a policy."""
        from sim.report.subjects import discovery as shown
        from sim.study.methods.scenario_discovery import discover_futures

        wanted = [name for c in conditions for name in (c.outcome, shown.quantity_of(c.outcome))]
        rows: dict[str, np.ndarray] = study.rows(list(dict.fromkeys(wanted)), "numpy")
        rows = {name: values[rows["policy"] == policy] for name, values in rows.items()}
        found = discover_futures(rows, list(fields), conditions, self.way.seed)
        data = shown.discovery_summary(head, fields, outcomes, found)
        tables = {"rules": shown.rule_rows(data)}
        self.end(data, tables, shown.discovery_document(data, rows), [study])

    def end(
        self,
        data: dict[str, Any],
        tables: Mapping[str, list[Mapping[str, Any]]],
        document: ReportDocument,
        studies: Sequence[Study],
    ) -> None:
        """Write what was found, show it and say where it lies."""
        from sim.report.render.files import document_writers
        from sim.results.explanation_folder import write_explanation

        written = write_explanation(self.folder, data, studies, tables, document_writers(document))
        quiet, as_json = self.how["quiet"], self.how["as_json"]
        show_result(document, data, written, quiet, as_json)
        if not (as_json or quiet):
            click.echo(say("explain_kept", folders=", ".join(str(s.folder) for s in studies)))
