"""Opens the files of a plan and of a policy, and lays the readings that were chosen over the plan's
tables before anything else is read.
"""

from collections.abc import Mapping
from pathlib import Path

from sim.core.errors import UserError
from sim.plan.parts import Reading
from sim.plan.readings import read_readings
from sim.plan.source import SourceFile
from sim.plan.tables import PLAN_KEYS, POLICY_KEYS
from sim.plan.units import value_excerpt
from sim.words.catalogue import say
from sim.words.suggestions import suggestion


def policy_names(folder: Path) -> list[str]:
    """The policies of a plan's folder; "plan" is the plan as written."""
    return [
        "plan",
        *sorted(p.stem for p in (folder / "policies").glob("*.toml") if p.stem != "plan"),
    ]


def read_plan(file: Path, chosen: Mapping[str, str]) -> tuple[SourceFile, tuple[Reading, ...]]:
    """The plan's file under the readings chosen, and all readings it has."""
    plan = SourceFile(file, file.name)
    if not plan.content and not plan.faults:
        raise UserError(say("plan_empty", file=file.name))
    if "policy" in plan.content and "plan" not in plan.content:
        line = plan.places[("policy",)][0]
        raise UserError(say("plan_is_policy", file=file.name, line=line, policy=file.stem))
    plan.known_keys(PLAN_KEYS)
    return plan, read_readings(plan, chosen)


def read_policy(plan: SourceFile, folder: Path, policy: str) -> SourceFile:
    """The policy's file, which must lie in the plan's folder; it may name the plan's sectors and
    districts.
    """
    if (folder / "policies" / "plan.toml").exists():
        raise UserError(say("plan_policy_called_plan"))
    known = policy_names(folder)
    if policy not in known:
        given, help = value_excerpt(policy), suggestion(policy, known)
        raise UserError(say("plan_unknown_policy", given=given, plan=folder.name, help=help))
    name = f"policies/{policy}.toml"
    if not (folder / name).resolve().is_relative_to(folder.resolve()):
        raise UserError(say("plan_file_outside", file=name))
    diff = SourceFile(folder / name, name)
    diff.known_keys(POLICY_KEYS, PLAN_KEYS)
    diff.names = plan
    return diff
