"""Explain a plan: what moves its outcomes, where it fails, what its parts add, what is worth knowing."""

from __future__ import annotations

import importlib.util
import math
import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from sim.cli import options
from sim.cli.help import BoundedInteger, Command, Topic, WordChoice
from sim.cli.options import command_with_language, print_json
from sim.core.errors import UserError
from sim.words.catalogue import say

LEAST_FUTURES = 40
OF_NEW_FUTURES = (
    "vary",
    "levers",
    "factor",
    "futures",
    "runs",
    "months",
    "jobs",
    "cluster",
    "dry_run",
    "nature",
)


class NumberAbove(click.ParamType):
    """A number above a bound."""

    name = "X"

    def __init__(self, above: float):
        self.above = above

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number; a usage error where it is none or too small."""
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not self.above < number < math.inf:
            self.fail(say("explain_bad_number", given=value, above=f"{self.above:g}"), param, ctx)
        return number


def sensitivity_command(
    plan: str,
    policy: str,
    outcome: tuple[str, ...],
    vary: tuple[str, ...],
    levers: bool,
    factor: float,
    trajectories: int,
    keep: int,
    size: int,
    nature: str,
    **how: Any,
) -> None:
    """Screen the unknowns of a plan and take the variance of its outcomes apart."""
    from sim.report.subjects import explanation
    from sim.report.subjects import sensitivity as shown
    from sim.scenario.scenario import load
    from sim.study import questions

    check_library("SALib")
    if size & (size - 1):
        raise UserError(say("explain_power_of_two", given=size, near=2 ** (size.bit_length() - 1)))
    scenario = load(plan, policy, nature=nature)
    outcomes = questions.requested_outcomes(scenario, outcome)
    with ExplanationSession(scenario, "sensitivity", **how) as session:
        unknowns = session.unknowns(vary, levers, factor, least=2)
        points = trajectories * (len(unknowns) + 1) + size * (min(keep, len(unknowns)) + 2)
        if session.told_cost(points):
            return
        found = questions.analyse_sensitivity(
            scenario, unknowns, outcomes, session.way, trajectories, keep, size
        )
    data = shown.sensitivity_summary(scenario, session.way, unknowns, found, trajectories, size)
    tables = {
        "screening": shown.screening_rows(data),
        **({"indices": shown.index_rows(data)} if found.shares else {}),
    }
    written = explanation.write_explanation(
        session.folder,
        data,
        found.studies,
        tables,
        {"screening": shown.screening_figure, "indices": shown.indices_figure},
    )
    session.end(data, written, shown.show_sensitivity, found.studies)


def discover_command(
    where: str,
    policy: str,
    when: tuple[str, ...],
    vary: tuple[str, ...],
    levers: bool,
    factor: float,
    futures: int,
    nature: str,
    **how: Any,
) -> None:
    """Find the futures in which a plan fails, among new ones or those of a study."""
    check_library("ema_workbench")
    if (Path(where) / "study.json").is_file():
        return discover_in_study(where, policy, when, **how)
    from sim.report.subjects import explanation
    from sim.runs.outcomes import outcome_fields
    from sim.scenario.scenario import load
    from sim.study import questions
    from sim.study.design.variations import unknown_columns

    if futures < LEAST_FUTURES:
        raise UserError(say("explain_too_small", count=futures, least=LEAST_FUTURES))
    scenario = load(where, policy, nature=nature)
    known = outcome_fields(scenario)
    conditions = [
        questions.parse_condition(text, known) for text in when
    ] or questions.missed_target_conditions(scenario)
    with ExplanationSession(scenario, "discovery", **how) as session:
        unknowns = session.unknowns(vary, levers, factor, least=1)
        if session.told_cost(futures):
            return None
        study, _ = questions.run_futures(
            scenario,
            "futures",
            unknowns,
            questions.sample_futures(unknowns, futures, session.way.seed),
            session.way,
            futures,
            own_luck=True,
        )
    head = explanation.explanation_head("discovery", scenario, session.way, [study])
    session.discovered(study, head, unknown_columns(scenario, unknowns), known, conditions, policy)


def discover_in_study(where: str, policy: str, when: tuple[str, ...], **how: Any) -> None:
    """The same among the runs of a study that is there."""
    from sim.core.fields import Field
    from sim.study import questions
    from sim.study.store.study import open_study

    asked = click.get_current_context()
    given = [
        param.opts[0]
        for param in asked.command.params
        if param.name in OF_NEW_FUTURES
        and asked.get_parameter_source(param.name) is ParameterSource.COMMANDLINE
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
    conditions = [questions.parse_condition(text, outcomes) for text in when] or [
        questions.Condition(name, "<", 0.5)
        for name in outcomes
        if name.startswith("met") and "/" not in name
    ]
    session = ExplanationSession(None, f"{study.folder.resolve().name}-{policy}", **how)
    plan = {
        "name": study.spec["scenario"],
        "zh": study.spec["study"],
        "en": study.spec["study"],
        "policy": policy,
        "policy_zh": policy,
        "policy_en": policy,
    }
    head = {
        "kind": "discovery",
        "plan": plan,
        "seed": session.way.seed,
        "studies": [study.folder.name],
        "failed": len(study.failures()),
    }
    session.discovered(study, head, fields, outcomes, conditions, policy)


def attribute_command(
    plan: str, policy: str, outcome: tuple[str, ...], by: str, orders: int, nature: str, **how: Any
) -> None:
    """Share the changes a plan makes out among its parts."""
    from sim.report.subjects import explanation
    from sim.report.subjects import shapley as shown
    from sim.scenario.scenario import load
    from sim.study import questions
    from sim.study.methods import shapley as method

    scenario = load(plan, policy, nature=nature)
    outcomes, parts = (
        questions.requested_outcomes(scenario, outcome),
        method.parts_of_plan(scenario, by),
    )
    if not parts:
        raise UserError(say("explain_no_parts", plan=scenario.name, policy=policy))
    with ExplanationSession(scenario, f"attribution-{by}", **how) as session:
        coalitions, walked = questions.coalition_design(
            [p.name for p in parts], orders, session.way.seed
        )
        if session.told_cost(len(coalitions)):
            return
        found, study = questions.analyse_attribution(scenario, parts, outcomes, session.way, orders)
    data = shown.attribution_summary(scenario, session.way, parts, found, study, len(walked))
    written = explanation.write_explanation(
        session.folder,
        data,
        [study],
        {"shares": shown.share_rows(data)},
        {"shares": shown.attribution_figure},
    )
    session.end(data, written, shown.show_attribution, [study])


def voi_command(
    plan: str,
    policies: str | None,
    by: str,
    price: float | None,
    vary: tuple[str, ...],
    levers: bool,
    factor: float,
    futures: int,
    nature: str,
    **how: Any,
) -> None:
    """Say what knowing an unknown is worth for the choice among a plan's policies."""
    from sim.report.subjects import explanation
    from sim.report.subjects import value_of_information as shown
    from sim.runs.outcomes import outcome_fields
    from sim.scenario import scenario
    from sim.study import questions

    if futures < LEAST_FUTURES:
        raise UserError(say("explain_too_small", count=futures, least=LEAST_FUTURES))
    names = (
        scenario.policies(plan)
        if policies is None
        else list(dict.fromkeys(p.strip() for p in policies.split(",")))
    )
    if len(names) < 2:
        raise UserError(say("explain_one_policy"))
    scenarios = [scenario.load(plan, name, nature=nature) for name in names]
    objective = questions.find_outcome(by, outcome_fields(scenarios[0]))
    with ExplanationSession(scenarios[0], "voi", **how) as session:
        unknowns = session.unknowns(vary, levers, factor, least=1)
        if session.told_cost(futures * len(names)):
            return
        found, study = questions.analyse_information(
            scenarios, unknowns, objective, price, session.way, futures
        )
    data = shown.information_value_summary(
        scenarios, session.way, unknowns, found, study, objective, price, futures
    )
    tables = {"worth": shown.information_value_rows(data), "policies": shown.policy_rows(data)}
    written = explanation.write_explanation(
        session.folder, data, [study], tables, {"worth": shown.information_value_figure}
    )
    session.end(data, written, shown.show_information_value, [study])


def check_library(library: str) -> None:
    """UserError where a library of the extra `research` is missing."""
    if importlib.util.find_spec(library) is None:
        raise UserError(say("explain_needs", library=library))


class ExplanationSession:
    """One explanation from the command line: where it goes, how its runs are lived, what is said before and after."""

    def __init__(
        self,
        scenario: Any,
        kind: str,
        runs: int = 1,
        seed: int = 1,
        months: int | None = None,
        jobs: int | None = None,
        cluster: str | None = None,
        out: str | None = None,
        quiet: bool = False,
        as_json: bool = False,
        dry_run: bool = False,
    ):
        from sim.cli.progress import progress_reporter
        from sim.results import run_folder
        from sim.runs.ensemble import months_to_live
        from sim.study.design.variations import RunSettings
        from sim.study.run.dask import Cluster

        name = kind
        if scenario is not None:
            months_to_live(scenario, months)
            name = f"{scenario.name}-{scenario.policy}-{kind}-{runs}runs-seed{seed}{run_folder.nature_suffix(scenario)}"
        self.folder = Path(out) if out else Path("results") / name
        run_folder.check_results_place(self.folder)
        self.scenario, self.dry_run, self.quiet, self.as_json = scenario, dry_run, quiet, as_json
        self.open, tell, machines = (
            ExitStack(),
            progress_reporter(quiet),
            Cluster(cluster, jobs) if cluster and not dry_run else None,
        )
        self.parts = [part for part in (tell, machines) if part is not None]
        self.way = RunSettings(self.folder.parent, runs, seed, months, jobs, machines, tell)

    def __enter__(self) -> ExplanationSession:
        for part in self.parts:
            self.open.enter_context(part)
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: Any) -> None:
        self.open.__exit__(kind, *error)
        if kind is KeyboardInterrupt:
            click.echo(say("explain_stopped"), err=True)

    def unknowns(self, vary: Sequence[str], levers: bool, factor: float, least: int) -> list[Any]:
        """What is varied, as named by --vary; UserError where it is too little for the method."""
        from sim.study.design.ranges import unknowns
        from sim.study.design.variations import fitted_rates

        given = dict(text.split("=", 1) for text in vary if "=" in text)
        found = unknowns(
            self.scenario,
            fitted_rates(self.scenario, self.way),
            [text for text in vary if "=" not in text],
            given,
            factor,
            levers,
        )
        if len(found) < least:
            raise UserError(say("explain_too_few", count=len(found), least=least))
        return found

    def told_cost(self, variations: int) -> bool:
        """Say how many runs it takes and how long; whether that was all that was asked."""
        from sim.cli.progress import format_duration
        from sim.study.design.variations import seconds_per_run

        if self.quiet and not self.dry_run:
            return False
        each, runs = seconds_per_run(self.scenario, self.way), variations * self.way.runs
        jobs = self.way.jobs or os.cpu_count() or 1
        click.echo(
            say(
                "explain_cost",
                runs=f"{runs:,}",
                each=f"{each:.2g}",
                jobs=jobs,
                time=format_duration(runs * each / jobs),
            ),
            err=not self.dry_run,
        )
        return self.dry_run

    def discovered(
        self,
        study: Any,
        head: Any,
        fields: Any,
        outcomes: Any,
        conditions: Sequence[Any],
        policy: str,
    ) -> None:
        """Find, write and show the rules of a study's runs under a policy."""
        from sim.report.subjects import discovery as shown
        from sim.report.subjects import explanation
        from sim.study import questions

        rows = study.rows(
            list(
                dict.fromkeys(
                    name for c in conditions for name in (c.outcome, shown.quantity_of(c.outcome))
                )
            ),
            "numpy",
        )
        rows = {name: values[rows["policy"] == policy] for name, values in rows.items()}
        found = questions.discover_futures(rows, list(fields), conditions, self.way.seed)
        data = shown.discovery_summary(head, fields, outcomes, found)
        written = explanation.write_explanation(
            self.folder,
            data,
            [study],
            {"rules": shown.rule_rows(data)},
            {"futures": lambda data: shown.futures_figure(data, rows)},
        )
        self.end(data, written, shown.show_discovery, [study])

    def end(self, data: Any, written: Path, show: Any, studies: Sequence[Any]) -> None:
        """Show what was found and say where it lies."""
        if self.as_json:
            return print_json({**data, "folder": str(written)})
        if self.quiet:
            return click.echo(str(written))
        show(data)
        click.echo("\n" + say("written_to", folder=written))
        click.echo(say("explain_kept", folders=", ".join(str(s.folder) for s in studies)))


def explain_commands() -> list[Command]:
    """sensitivity, discover, attribute, voi."""
    outcome = click.Option(["--outcome"], multiple=True, metavar="NAME", help=say("option_outcome"))
    varied = (
        click.Option(
            ["--vary"], multiple=True, metavar="NAME[=LOW..HIGH]", help=say("option_vary")
        ),
        click.Option(["--levers"], is_flag=True, help=say("option_levers")),
        click.Option(["--factor"], type=NumberAbove(1), default=1.5, help=say("option_factor")),
    )
    return [
        command_with_language(
            "sensitivity",
            sensitivity_command,
            say("help_sensitivity"),
            options.plan_argument(),
            options.policy_option(),
            outcome,
            *varied,
            click.Option(
                ["--trajectories"],
                type=BoundedInteger(2),
                default=4,
                help=say("option_trajectories"),
            ),
            click.Option(["--keep"], type=BoundedInteger(2), default=6, help=say("option_keep")),
            click.Option(["--size"], type=BoundedInteger(0), default=64, help=say("option_size")),
            *run_options(2, least=2),
        ),
        command_with_language(
            "discover",
            discover_command,
            say("help_discover"),
            click.Argument(["where"], metavar=say("metavar_study")),
            options.policy_option(),
            click.Option(["--when"], multiple=True, metavar="TEXT", help=say("option_when")),
            *varied,
            futures_option(400),
            *run_options(1),
        ),
        command_with_language(
            "attribute",
            attribute_command,
            say("help_attribute"),
            options.plan_argument(),
            options.policy_option(),
            outcome,
            click.Option(
                ["--by"],
                type=WordChoice("kind", "lever"),
                default="kind",
                help=say("option_by_part"),
            ),
            click.Option(
                ["--orders"], type=BoundedInteger(0), default=20, help=say("option_orders")
            ),
            *run_options(10),
        ),
        command_with_language(
            "voi",
            voi_command,
            say("help_voi"),
            options.plan_argument(),
            click.Option(["--policies"], metavar="A,B", help=say("option_policies")),
            click.Option(
                ["--by"], metavar="OUTCOME", default="high_tech", help=say("option_objective")
            ),
            click.Option(["--price"], type=NumberAbove(0), help=say("option_price")),
            *varied,
            futures_option(100),
            *run_options(2),
        ),
    ]


def futures_option(default: int) -> click.Option:
    """--futures N."""
    return click.Option(
        ["--futures"],
        type=BoundedInteger(),
        default=default,
        help=say("option_futures", default=default),
    )


def run_options(runs: int, least: int = 1) -> tuple[click.Option, ...]:
    """How runs are lived and where what is found goes."""
    return (
        click.Option(
            ["--runs"],
            type=BoundedInteger(least),
            default=runs,
            help=say("option_runs_each", default=runs),
        ),
        options.seed_option(),
        options.months_option(),
        options.jobs_option(),
        options.cluster_option(),
        options.out_option(),
        options.quiet_option(),
        options.json_option(),
        options.dry_run_option(),
        options.nature_source_option(),
    )


TOPIC = Topic("topic_explain", explain_commands)
