"""Opens the files of a plan and of a policy, and lays the readings that were chosen over the plan's
tables before anything else is read.
"""

from collections.abc import Mapping
from pathlib import Path

from sim.plan.files import policy_names
from sim.plan.parts import Reading
from sim.plan.readings import read_readings
from sim.plan.source import SourceFile
from sim.plan.tables import PLAN_KEYS, POLICY_KEYS
from sim.plan.units import value_excerpt
from sim.words.catalogue import user_error
from sim.words.suggestions import suggestion


def read_files(
    file: Path, policy: str, chosen: Mapping[str, str]
) -> tuple[list[SourceFile], tuple[Reading, ...]]:
    """The plan's file under the readings chosen, and the policy's if it is not the plan as written;
    and all readings the plan has.

    A policy's file must lie in the plan's folder; it may name the plan's sectors and districts.
    """
    plan = SourceFile(file, file.name)
    if not plan.content and not plan.faults:
        raise user_error("plan_empty", file=file.name)
    if "policy" in plan.content and "plan" not in plan.content:
        line = plan.places[("policy",)][0]
        raise user_error("plan_is_policy", file=file.name, line=line, policy=file.stem)
    plan.known_keys(PLAN_KEYS)
    readings = read_readings(plan, chosen)
    if policy == "plan":
        return [plan], readings
    folder, name = file.parent, f"policies/{policy}.toml"
    known = policy_names(folder)
    if (folder / "policies" / "plan.toml").exists():
        raise user_error("plan_policy_called_plan")
    if policy not in known:
        given, help = value_excerpt(policy), suggestion(policy, known)
        raise user_error("plan_unknown_policy", given=given, plan=folder.name, help=help)
    if not (folder / name).resolve().is_relative_to(folder.resolve()):
        raise user_error("plan_file_outside", file=name)
    diff = SourceFile(folder / name, name, plan)
    diff.known_keys(POLICY_KEYS, PLAN_KEYS)
    return [plan, diff], readings
