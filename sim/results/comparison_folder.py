"""A comparison on disk: a folder like that of `run`, complete or not there.

meta.json holds all that is said of the comparison, so that its report can be written again;
runs.parquet has every outcome of every run under every policy, for those who want to test something
else; pairs.npz is for the next comparison.
"""

import json
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from sim.core.records import Record, Row
from sim.results.defaults import RESULTS
from sim.results.folder import (
    COMPARISON,
    FolderWriter,
    csv_rows,
    json_copy,
    nature_suffix,
    read_metadata,
    write_results_folder,
)
from sim.results.limits import simplifications
from sim.results.plan_contents import scenario_contents
from sim.runs.ensemble import Ensemble
from sim.scenario.scenario import Scenario
from sim.scenario.spinup import starting_world
from sim.study.compare.cache import comparison_identity, save_pairs
from sim.study.compare.comparison import Comparison
from sim.study.compare.summary import comparison_data
from sim.study.store.parts import write_parquet

NEEDED = ("fuhua", "nature", "policies", "summary", "contents", "limits")  # of meta.json


def write_comparison(
    found: Comparison, folder: Path, about: Row | None = None, more: Iterable[FolderWriter] = ()
) -> Path:
    """Write a comparison into a new folder with what `more` writers add, and return its path;
    UserError where it cannot be made or filled.  `about` is what meta.json is to hold, where it is
    at hand.
    """
    about = about or comparison_metadata(found, comparison_data(found))
    data = about["summary"]
    tables = ((name, csv_rows(name, rows(data))) for name, rows in TABLES.items())
    own: list[FolderWriter] = [partial(write_outcome_runs, found, data), partial(save_pairs, found)]
    return write_results_folder(folder, about, tables, [*own, *more])


def open_comparison(folder: Path) -> Record:
    """What a folder with a comparison holds; UserError where it comes from a version that kept
    less.
    """
    return read_metadata(folder, NEEDED, "compare")


def default_comparison_folder(
    scenarios: Sequence[Scenario], runs: int | None, seed: int, months: int | None = None
) -> Path:
    """results/compare-xuchang-no-policy+plan-100runs-seed1, in the current folder."""
    spent, cut = "settled" if runs is None else f"{runs}runs", f"-{months}months" if months else ""
    names = "+".join(s.policy for s in scenarios)
    first = scenarios[0]
    return RESULTS / f"compare-{first.name}-{names}-{spent}-seed{seed}{cut}{nature_suffix(first)}"


def comparison_metadata(found: Comparison, data: Row) -> Record:
    """Everything needed to make these numbers again, and to tell of them without the plan's file."""
    empty, first = np.zeros((len(found.runs), found.months)), found.scenarios[0]
    seeds = tuple(run.seed for run in found.runs)
    failures, started = tuple(found.failures), starting_world(first)[1]
    ensemble = Ensemble(first, found.seed, seeds, *(empty,) * 4, failures, started)
    return json_copy(
        {
            "kind": COMPARISON,
            **ensemble.provenance(),
            **comparison_identity(found),
            "policies": [s.policy for s in found.scenarios],
            "units": {r["name"]: r["unit"] for r in data["outcomes"]},
            "summary": data,
            "contents": scenario_contents(first),
            "limits": simplifications(),
        }
    )


def write_outcome_runs(found: Comparison, data: Row, folder: Path) -> None:
    """One row a run and policy: run, seed, policy, then every outcome by its name; units in the
    file's metadata.
    """
    runs, policies = len(found.runs), len(found.scenarios)
    lived = [k for k in range(found.count) if not isinstance(found.answers[k], str)]
    columns = {
        "run": np.repeat(lived, policies),
        "seed": np.repeat([str(run.seed) for run in found.runs], policies).astype(object),
        "policy": np.tile([p["policy"] for p in data["policies"]], runs).astype(object),
    }
    columns |= {name: found.outcome(name).ravel() for name in found.fields}
    units = json.dumps({name: f.unit for name, f in found.fields.items()}, ensure_ascii=False)
    write_parquet(folder / "runs.parquet", columns, {"units": units})


def outcome_rows(data: Row) -> list[Row]:
    """One row an outcome and policy."""
    return [
        {**r, "policy": policy, "numbers": values}
        for r in data["outcomes"]
        for policy, values in zip(data["policies"], r["policies"], strict=True)
    ]


def difference_rows(data: Row) -> list[Row]:
    """One row an outcome and policy other than the baseline."""
    baseline, *others = data["policies"]
    return [
        {**r, "policy": policy, "baseline": baseline["policy"], "numbers": gap}
        for r in data["outcomes"]
        for policy, gap in zip(others, r["differences"][1:], strict=True)
    ]


def cost_rows(data: Row) -> list[Row]:
    """One row a policy and thing counted: what is claimed, what of it the policy did, what one more
    costs.
    """
    return [
        {**costs, **m, "policy": data["policies"][costs["row"]]}
        for costs in data["costs"]
        for m in costs["measures"]
    ]


def loser_rows(data: Row) -> list[Row]:
    """One row a policy and group of firms."""
    whole = {"group": "all", "id": "all", "zh": "合计", "en": "total"}
    return [
        {**group, "policy": data["policies"][losers["row"]]}
        for losers in data["losers"]
        for group in (*losers["groups"], {**whole, **losers["all"]})
    ]


def district_difference_rows(data: Row) -> list[Row]:
    """One row a policy, district and thing counted: more or less than under the baseline."""
    return [
        {**m, "policy": data["policies"][losers["row"]], "district": d}
        for losers in data["losers"]
        for d in losers["districts"]
        for m in d["measures"]
    ]


def ranking_rows(data: Row) -> list[Row]:
    """One row a policy, by the outcome that the ranking goes by."""
    ranking = data["ranking"]
    return [
        {
            **ranking,
            "policy": data["policies"][k],
            "chances": chances,
            "not_ruled_out": k in ranking["left"],
            "like_the_best": k in ranking["alike"],
            "runs": data["runs"],
        }
        for k, chances in enumerate(ranking["policies"])
    ]


TABLES = {
    "outcomes": outcome_rows,
    "differences": difference_rows,
    "costs": cost_rows,
    "losers": loser_rows,
    "districts": district_difference_rows,
    "ranking": ranking_rows,
}
