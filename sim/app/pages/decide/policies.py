"""The two sides of a decision: a policy and what it is held against, each as it is written or with
levers moved.

A side with moved levers is a policy of its own, with a name that tells it from the one it began as;
the same name stands in the file that is handed out, so that a comparison made of that file says the
same, word for word.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import tomlkit

from sim.app.session.url_state import UrlState, plan_location
from sim.model.calendar import month_name
from sim.plan.files import plan_file_path
from sim.plan.toml.text import decode
from sim.scenario.scenario import Scenario
from sim.words.catalogue import bilingual_message, say_in

ENDINGS = (
    ("-changed-baseline", "side_changed_baseline"),
    ("-changed", "side_changed"),
)  # baseline first


@dataclass(frozen=True)
class Side:
    """A policy as a page sees it: its scenario, and which levers a visitor moved."""

    scenario: Scenario
    began_as: str
    moved: Mapping[str, float]


def comparison_sides(now: UrlState) -> tuple[Side, Side]:
    """The baseline and the policy that an address asks for; UserError where a plan of one's own
    cannot be read.
    """
    return (
        changed_side(now.baseline(), now.against, now.against_levers, *ENDINGS[0]),
        changed_side(now.scenario(), now.policy, now.levers, *ENDINGS[1]),
    )


def changed_side(
    scenario: Scenario, began_as: str, moved: Mapping[str, float], ending: str, words: str
) -> Side:
    """A side, called after the policy it began as where levers were moved."""
    return Side(rename_policy(scenario, ending, words) if moved else scenario, began_as, moved)


def rename_policy(scenario: Scenario, ending: str, words: str) -> Scenario:
    """A scenario whose policy is called after the one it began as."""
    return replace(
        scenario,
        policy=scenario.policy + ending,
        policy_zh=say_in("zh", words, policy=scenario.policy_zh),
        policy_en=say_in("en", words, policy=scenario.policy_en),
    )


def have_same_digest(pair: tuple[Side, Side]) -> bool:
    """Whether both sides are the same in every number."""
    return pair[0].scenario.digest == pair[1].scenario.digest


def policy_toml(plan: str, side: Side) -> str:
    """A side as a policy's file, to be laid into the plan's folder `policies/`: what the policy
    says, with the moved levers in every district from the first month on.
    """
    text = policy_source_text(plan_file_path(plan_location(plan)).parent, side.began_as)
    scenario, made = side.scenario, tomlkit.parse(text)
    head = made.setdefault("policy", tomlkit.table())
    head["zh"], head["en"] = scenario.policy_zh, scenario.policy_en
    head.setdefault("base", "plan")
    if side.moved:
        scopes = made.setdefault("levers", tomlkit.table())
        for scope in list(scopes):
            for name in set(scopes[scope]) & set(side.moved):
                del scopes[scope][name]
        everywhere = scopes.setdefault("all", tomlkit.table())
        for name, value in side.moved.items():
            dated = tomlkit.inline_table()
            dated.update(
                {
                    "dates": {month_name(scenario.first): value},
                    "assumed": "/".join(bilingual_message("side_set_on_page")),
                }
            )
            everywhere[name] = dated
    return tomlkit.dumps(made)


def policy_source_text(folder: Path, policy: str) -> str:
    """The text of a policy's file; that of the plan as written is empty."""
    if policy == "plan":
        return ""
    return decode((folder / "policies" / f"{policy}.toml").read_bytes(), policy)
