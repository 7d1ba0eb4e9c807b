"""The two sides of a decision: a policy and what it is held against, each as it is written or with
levers moved.

A side with moved levers is a policy of its own, with a name that tells it from the one it began as;
the same name stands in the file that is handed out, so that a comparison made of that file says the
same, word for word.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import tomlkit

from sim.app.session.url_state import UrlState, plan_location
from sim.model.calendar import month_name
from sim.plan.files import plan_file_path
from sim.plan.toml.text import decode
from sim.scenario.scenario import Scenario
from sim.words.catalogue import bilingual_message, say_in


@dataclass(frozen=True)
class Side:
    """A policy as a page sees it: its scenario, and which levers a visitor moved."""

    scenario: Scenario
    began_as: str
    moved: Mapping[str, float]

    def rename(self, ending: str, words: str) -> "Side":
        """The same, called after the policy it began as where levers were moved."""
        if not self.moved:
            return self
        told = self.scenario
        changed = replace(
            told,
            policy=told.policy + ending,
            policy_zh=say_in("zh", words, policy=told.policy_zh),
            policy_en=say_in("en", words, policy=told.policy_en),
        )
        return replace(self, scenario=changed)


def comparison_sides(now: UrlState) -> tuple[Side, Side]:
    """The baseline and the policy that an address asks for; UserError where a plan of one's own
    cannot be read.
    """
    first = Side(now.baseline(), now.against, now.against_levers)
    second = Side(now.scenario(), now.policy, now.levers)
    return (
        first.rename("-changed-baseline", "side_changed_baseline"),
        second.rename("-changed", "side_changed"),
    )


def policy_toml(plan: str, side: Side) -> bytes:
    """A side as a policy's file, to be laid into the plan's folder `policies/`: what the policy
    says, with the moved levers in every district from the first month on.
    """
    scenario, made = side.scenario, tomlkit.document()
    if side.began_as != "plan":  # the plan as written has no such file
        file = plan_file_path(plan_location(plan)).parent / "policies" / f"{side.began_as}.toml"
        made = tomlkit.parse(decode(file.read_bytes(), side.began_as))
    head = made.setdefault("policy", tomlkit.table())
    head["zh"], head["en"] = scenario.policy_zh, scenario.policy_en
    head.setdefault("base", "plan")
    if side.moved:
        scopes = made.setdefault("levers", tomlkit.table())
        for scope in list(scopes):
            for name in set(scopes[scope]) & set(side.moved):
                del scopes[scope][name]
        everywhere = scopes.setdefault("all", tomlkit.table())
        assumed = "/".join(bilingual_message("side_set_on_page"))
        for name, value in side.moved.items():
            everywhere[name] = tomlkit.inline_table()
            dates = {month_name(scenario.first): value}
            everywhere[name].update({"dates": dates, "assumed": assumed})
    return tomlkit.dumps(made).encode()
