"""What an address asks for: language, plan, policies, seed, runs and levers, or a study and what to
see of it.

Everything a page shows follows from its address, so a link shows the same on another screen; it
carries the digest of engine and plan, and where those differ the page says so.  An address is
anybody's text: what it names must be a plan offered here (never a path), a policy of it, a number
within its declared bounds, and what it names of a study is looked up among what is there. What is
refused is said on the page in one sentence, and the default stands in its place.
"""

import hashlib
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from sim.core.digests import SOURCE_DIGEST
from sim.core.errors import UserError
from sim.plan.files import plan_file_path, plans
from sim.plan.quantities import LEVERS
from sim.plan.units import amount, plain_number, value_excerpt
from sim.results.defaults import LARGEST_SEED, MOST_RUNS
from sim.scenario.parameter_sets import CHINA, NATURES
from sim.scenario.scenario import Scenario, load, policies
from sim.words.catalogue import LANGUAGES, home_language, say, user_error
from sim.words.suggestions import suggestion

LONGEST = 4000  # characters of an address
MOST = 100  # things it may ask for
BASELINE = "no-policy"  # what a policy is held against where the plan has it and nothing is asked
OF_BASELINE = "against."  # begins the names of the baseline's levers
MADE = "made"  # names what decides the numbers an address shows
LOW, HIGH = ".low", ".high"  # end the names of what a study's values are kept between
NAME = re.compile(r"\w[\w.,+/-]{0,199}")
NAMED = ("lang", "plan")  # always in an address: what is usual differs from server to server
_own_plans: dict[str, Path] = {}  # folders the server was started with, by the name of their plan


@dataclass(frozen=True)
class UrlState:
    """What a visitor is looking at."""

    lang: str = "zh"
    plan: str = "xuchang"
    policy: str = "plan"
    seed: int = 1
    nature: str = CHINA
    levers: Mapping[str, float] = field(default_factory=dict)  # in every district from the start on
    against: str = BASELINE
    against_levers: Mapping[str, float] = field(default_factory=dict)
    runs: int = 100
    study: str = ""
    measure: str = ""
    view: str = ""
    along: str = ""
    only: str = ""
    between: Mapping[str, float] = field(default_factory=dict)  # ends by NAME.low and NAME.high

    def scenario(self) -> Scenario:
        """The plan under its policy, with the levers set."""
        return load(plan_location(self.plan), self.policy, self.levers, nature=self.nature)

    def baseline(self) -> Scenario:
        """What the policy is held against, with the levers set."""
        return load(plan_location(self.plan), self.against, self.against_levers, nature=self.nature)

    def query(self, **changes: Any) -> str:
        """The address of this state, or of another that differs in a few things; what is usual is
        left out.
        """
        asked, usual = asdict(replace(self, **changes)), asdict(UrlState())
        levers, against, between = map(asked.pop, ("levers", "against_levers", "between"))
        named = {
            name: value for name, value in asked.items() if name in NAMED or value != usual[name]
        }
        numbers = {**levers, **{OF_BASELINE + name: v for name, v in against.items()}, **between}
        named |= {name: plain_number(value) for name, value in numbers.items()}
        return "?" + urlencode({**named, MADE: plan_version(asked["plan"])})


def offer_plans(folders: Sequence[str]) -> None:
    """Offer plans of one's own beside those that come with the product; UserError where one of
    their files has a fault.
    """
    _own_plans.clear()
    offered_scenario.cache_clear()
    for folder in folders:
        file = plan_file_path(Path(folder))
        _own_plans[file.parent.resolve().name] = file.parent
    for name in _own_plans:
        for policy in plan_policies(name):
            offered_scenario(name, policy)


def plan_policies(plan: str) -> list[str]:
    """The policies of an offered plan."""
    return policies(plan_location(plan))


@cache
def offered_scenario(plan: str, policy: str = "plan") -> Scenario:
    """An offered plan under one of its policies, as it is written."""
    return load(plan_location(plan), policy)


def available_plans() -> list[str]:
    """The plans a visitor may ask for: one's own, the usual one, the others."""
    return list(dict.fromkeys([*_own_plans, UrlState().plan, *plans()]))


def plan_location(plan: str) -> str | Path:
    """Where an offered plan is found."""
    return _own_plans.get(plan, plan)


def plan_version(plan: str) -> str:
    """Twelve hex digits of what decides the numbers of a plan here: the engine and the plan's
    files.
    """
    file, sha = plan_file_path(plan_location(plan)), hashlib.sha256(SOURCE_DIGEST.encode())
    for part in (file, *sorted((file.parent / "policies").glob("*.toml"))):  # nothing else decides
        sha.update(part.read_bytes())
    return sha.hexdigest()[: len(SOURCE_DIGEST)]


def parse_query(query: str | None) -> tuple[UrlState, tuple[str, ...]]:
    """What an address asks for, and what of it was refused, in the language it asks for."""
    asked, faults = query_items(query or "")
    found = UrlState(lang=query_language(query), plan=available_plans()[0])
    for name, text in asked.items():
        try:
            found = replace(found, **parse_query_item(name, text, found))
        except UserError as error:
            faults.append(str(error))
    if found.against not in plan_policies(found.plan):
        found = replace(found, against=UrlState().policy)
    return found, tuple(faults)


def parse_query_item(name: str, text: str, so_far: UrlState) -> dict[str, Any]:
    """What one part of an address changes; UserError where it is nothing that can be asked for."""
    own = name.removeprefix(OF_BASELINE)
    if name == MADE:
        if text != (here := plan_version(so_far.plan)):
            raise user_error("address_made_otherwise", given=value_excerpt(text), here=here)
        return {}
    if name in READERS:
        return {name: READERS[name](text, so_far)}
    if own in LEVERS:
        side = "levers" if own == name else "against_levers"
        try:
            value = amount(text, LEVERS[own])
        except UserError as error:
            raise user_error("address_lever", name=own, detail=error) from None
        return {side: {**getattr(so_far, side), own: value}}
    if so_far.study and name.endswith((LOW, HIGH)):
        return {"between": {**so_far.between, name: parse_finite_number(name, text)}}
    raise user_error("address_unknown", name=value_excerpt(name))


def query_language(query: str | None) -> str:
    """The language an address asks for, or that of the server."""
    asked = query_items(query or "")[0].get("lang", "")
    return asked if asked in LANGUAGES else home_language()


def query_items(query: str) -> tuple[dict[str, str], list[str]]:
    """The names and texts of an address, plans before their policies; nothing of one that is too
    long.
    """
    if len(query) > LONGEST:
        return {}, [say("address_too_long", most=LONGEST)]
    try:
        given = dict(
            parse_qsl(query.removeprefix("?"), keep_blank_values=True, max_num_fields=MOST)
        )
    except ValueError:
        return {}, [say("address_too_many", most=MOST)]
    return {name: given[name] for name in (*READERS, *given) if name in given}, []


def parse_choice(text: str, known: Sequence[str], fault: str, **values: str) -> str:
    """One of the names that are known; UserError with the message of the fault for any other."""
    if text not in known:
        help, words = suggestion(text, known), ", ".join(known)
        raise user_error(fault, given=value_excerpt(text), help=help, words=words, **values)
    return text


def parse_policy(text: str, so_far: UrlState) -> str:
    """The name of a policy of the plan."""
    plan = so_far.plan
    return parse_choice(text, plan_policies(plan), "address_no_policy", plan=plan)


def parse_integer(name: str, text: str, low: int, high: int) -> int:
    """A whole number between bounds."""
    if not (text.isascii() and text.isdigit() and len(text) < 20 and low <= int(text) <= high):
        raise user_error(
            "address_not_whole", given=value_excerpt(text), name=name, low=low, high=high
        )
    return int(text)


def parse_finite_number(name: str, text: str) -> float:
    """A number of any size that is one."""
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise user_error("address_not_number", given=value_excerpt(text), name=value_excerpt(name))
    return found


def parse_identifier(text: str, so_far: UrlState) -> str:
    """A name of something in a study: letters, digits and a few signs, never the way to a file."""
    if not NAME.fullmatch(text) or ".." in text:
        raise user_error("address_not_name", given=value_excerpt(text))
    return text


READERS: dict[str, Callable[[str, UrlState], Any]] = {
    "lang": lambda text, _: parse_choice(text, LANGUAGES, "address_not_one_of", name="lang"),
    "plan": lambda text, _: parse_choice(text, available_plans(), "address_no_plan"),
    "policy": parse_policy,
    "against": parse_policy,
    "seed": lambda text, _: parse_integer("seed", text, 0, LARGEST_SEED),
    "nature": lambda text, _: parse_choice(text, NATURES, "address_not_one_of", name="nature"),
    "runs": lambda text, _: parse_integer("runs", text, 1, MOST_RUNS),
    **dict.fromkeys(("study", "measure", "view", "along", "only"), parse_identifier),
}
