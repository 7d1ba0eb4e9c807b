"""A study as asked, frozen into its folder and thawed to go on: the study's file, its plan, its
design and the keys of its runs.

A study carries a copy of its plan, so that it can be gone on with after the plan was edited, and
anywhere.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sim.runs.ensemble import nature_of
from sim.study.design.study_file import StudyRequest
from sim.study.design.task import Case, case_digest
from sim.study.design.task_table import DesignTasks
from sim.study.store.create import begin_study, require_same_version
from sim.study.store.maintain import design_of, digest_of_keys
from sim.study.store.sql import Columns
from sim.study.store.study import DESIGN, Study
from sim.words.catalogue import user_error

PLAN = "plan"  # the copy of the plan inside a study


def freeze_study(asked: StudyRequest, folder: Path) -> tuple[Study, DesignTasks]:
    """The study as a folder, new or the same one gone on with, and all its tasks; UserError where
    that cannot be.
    """
    tasks, columns = asked.tasks(), asked.columns
    about = {
        "design": asked.head.design,
        "plan": asked.scenario.name,
        "policies": list(asked.cases),
        "runs": asked.head.runs,
        "seed": asked.head.seed,
        "points": len(asked.points),
        "months": asked.months,
        "nature": nature_of(asked.scenario)["name"],
        "varied": list(columns),
        "scenarios": {policy: case_digest(case, ()) for policy, case in asked.cases.items()},
        "digest": digest_of_keys(tasks.keys),
    }
    files: dict[str, bytes | Columns] = {
        "study.toml": asked.file.read_bytes(),
        f"{PLAN}/plan.toml": asked.plan.read_bytes(),
        DESIGN: design_table(tasks, list(columns.values())),
    }
    for policy in asked.cases:
        if policy != "plan":
            path = f"policies/{policy}.toml"
            files[f"{PLAN}/{path}"] = (asked.plan.parent / path).read_bytes()
    varied = {columns[axis.name]: axis.field for axis in asked.axes}
    return begin_study(
        folder, asked.head.id, asked.scenario, varied, asked.measures, about, files
    ), tasks


def design_table(tasks: DesignTasks, columns: Sequence[str]) -> Columns:
    """The design as columns: which runs there are to be, in their order, with their keys."""
    values = tasks.values[:, [list(tasks.columns).index(name) for name in columns]]
    return {
        "policy": np.array(tasks.names, object)[tasks.policies],
        "point": tasks.points.astype(np.int64),
        "run": tasks.runs.astype(np.int64),
        "seed": tasks.seeds,
        **{name: values[tasks.points, k] for k, name in enumerate(columns)},
        "key": np.array([key.decode() for key in tasks.keys.tolist()], object),
    }


def thaw_study(study: Study) -> DesignTasks:
    """All tasks of a frozen study, without compiling its points again.

    UserError where it is no sweep, was begun with another engine, or its copy of the plan was
    changed.
    """
    from sim.scenario.scenario import load

    require_same_version(study)
    about = study.spec["about"]
    names = dict(zip(study.spec["varied"], about["varied"], strict=True))
    design = design_of(study)
    cases = {
        policy: Case(load(study.folder / PLAN, policy, nature=about["nature"]))
        for policy in about["policies"]
    }
    for policy, case in cases.items():
        if case_digest(case, ()) != about["scenarios"][policy]:
            raise user_error("study_plan_changed", folder=study.folder, policy=policy)
    points = design["point"]
    values = np.zeros((int(points.max(initial=-1)) + 1, len(names)))
    for k, name in enumerate(names):
        values[points, k] = design[name]
    places = design["policy"], points, design["run"]
    return DesignTasks(cases, names, values, places, design["seed"], about["months"], design["key"])
