"""From a plan's file and a policy's to parts that can be run: ids resolved, numbers in units, levers by district.

A policy is a small difference: its levers replace the plan's (or, with base = "none", stand alone), and it may
promise facilities of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.core.errors import UserError
from sim.core.fields import fields_of
from sim.model.calendar import month_name
from sim.model.parameters import Nature
from sim.plan.parts import DistrictPlan, FacilityPlan, FundPlan, SectorPlan, Series
from sim.plan.reader import TABLE_WORDS, Reader, name_list, raise_faults
from sim.plan.readings import read_missing_parts, read_readings
from sim.plan.tables import (
    PLAN_KEYS,
    POLICY_KEYS,
    DistrictTable,
    FacilityTable,
    FundTable,
    Head,
    PolicyHead,
    SectorTable,
    Start,
    StartTable,
)
from sim.plan.targets import LEVERS, read_baselines, read_instruments, read_targets, read_terms
from sim.plan.units import value_excerpt
from sim.words.catalogue import bilingual_message, say
from sim.words.suggestions import suggestion

NATURE = fields_of(Nature)
LONGEST_PLAN = 50  # years
ID = re.compile(r"\w[\w-]{0,39}")  # a plan's id names its folder of results
SCOPES = ("all", "islands")  # words for several districts


def policy_names(folder: Path) -> list[str]:
    """The policies of a plan's folder; "plan" is the plan as written."""
    return [
        "plan",
        *sorted(p.stem for p in (folder / "policies").glob("*.toml") if p.stem != "plan"),
    ]


def compile_plan(file: Path, policy: str, chosen: Mapping[str, str]) -> dict[str, Any]:
    """Everything a Scenario is made of, under chosen readings; UserError with all faults of both files."""
    plan = Reader(file, file.name)
    if not plan.content and not plan.faults:
        raise UserError(say("plan_empty", file=file.name))
    if "policy" in plan.content and "plan" not in plan.content:
        raise UserError(
            say("plan_is_policy", file=file.name, line=plan.line("policy"), policy=file.stem)
        )
    plan.known_keys(PLAN_KEYS)
    readings = read_readings(plan, chosen)
    head = plan.head(Head, "plan")
    if head and not ID.fullmatch(head.id):
        plan.fault(("plan", "id"), say("plan_bad_id", given=value_excerpt(head.id)))
    first, last = plan_span(plan, head)
    districts, sectors = read_districts(plan), read_sectors(plan)
    ids = list(plan.section("district"))
    islands = [d.id for d in districts if d.island]
    standing = read_facilities(plan, first, last)
    levers = read_levers(plan, ids, islands, first, last)
    parts = {
        "start": read_start(plan),
        "nature": plan.named_numbers("nature", NATURE),
        "funds": read_funds(plan, first),
        "targets": read_targets(plan, districts, sectors, first, last),
        "instruments": read_instruments(plan),
        "baselines": read_baselines(plan),
        "terms": read_terms(plan),
        "readings": readings,
        "lost": read_missing_parts(plan),
    }
    zh, en = bilingual_message("plan_as_written")
    readers = [plan]
    if policy != "plan":
        diff = policy_reader(file.parent, policy, plan.content)
        readers.append(diff)
        policy_head = diff.head(PolicyHead, "policy")
        zh, en = (policy_head.zh, policy_head.en) if policy_head else ("", "")
        if policy_head and policy_head.base == "none":
            standing, levers = [f for f in standing if f.opened is not None], [{} for _ in ids]
        own = read_levers(diff, ids, islands, first, last)
        levers = [{**old, **new} for old, new in zip(levers, own, strict=True)]
        standing += read_facilities(diff, first, last, plan)
    raise_faults(*readers)
    standing.sort(
        key=lambda f: f.opened is None
    )  # promised ones last, so that rows agree with and without them
    return {
        "name": head.id,
        "zh": head.zh,
        "en": head.en,
        "document": head.document,
        "policy": policy,
        "policy_zh": zh,
        "policy_en": en,
        "first": first,
        "last": last,
        "districts": tuple(districts),
        "sectors": tuple(sectors),
        "facilities": tuple(standing),
        "levers": tuple(levers),
        "notes": tuple(n for r in readers for n in r.notes),
        **parts,
    }


def policy_reader(folder: Path, policy: str, content: dict[str, Any]) -> Reader:
    """The policy's file, which must lie in the plan's folder; it may name the plan's sectors and districts."""
    if (folder / "policies" / "plan.toml").exists():
        raise UserError(say("plan_policy_called_plan"))
    if policy not in policy_names(folder):
        raise UserError(
            say(
                "plan_unknown_policy",
                given=value_excerpt(policy),
                plan=folder.name,
                help=suggestion(policy, policy_names(folder)),
            )
        )
    name = f"policies/{policy}.toml"
    if not (folder / name).resolve().is_relative_to(folder.resolve()):
        raise UserError(say("plan_file_outside", file=name))
    diff = Reader(folder / name, name)
    diff.known_keys(POLICY_KEYS, PLAN_KEYS)
    return diff


def plan_span(plan: Reader, head: Head | None) -> tuple[int, int]:
    """First and last month; a harmless year where they are faulty, so that reading can go on."""
    if head is None:
        return 2000 * 12, 2100 * 12
    first, last = plan.month(head.first, ("plan", "first")), plan.month(head.last, ("plan", "last"))
    if first < 0 or last < 0:
        return 2000 * 12, 2100 * 12
    if last < first:
        plan.fault(
            ("plan", "last"),
            say(
                "plan_last_before_first",
                first=value_excerpt(head.first),
                last=value_excerpt(head.last),
            ),
        )
        return first, first + 12 * LONGEST_PLAN
    if last - first >= 12 * LONGEST_PLAN:
        plan.fault(
            ("plan", "last"),
            say("plan_span_too_long", last=value_excerpt(head.last), years=LONGEST_PLAN),
        )
    return first, last


def read_start(plan: Reader) -> dict[str, float]:
    """[start]."""
    entry = plan.head(StartTable, "start")
    if entry is None:
        return {}
    start = plan.numbers(entry, ("start",))
    if 0 < start["startups"] < start["tech_sme"] + start["high_tech"]:
        plan.fault(("start", "tech_sme"), say("plan_more_titles_than_firms"))
    return {name: start[name] for name in fields_of(Start)}


def read_districts(plan: Reader) -> list[DistrictPlan]:
    """[district.ID]; shares of founders add up to 1 in each market."""
    before, entries = len(plan.faults), plan.entries("district", DistrictTable)
    found = [
        DistrictPlan(key, e.zh, e.en, e.market, e.island, **plan.numbers(e, ("district", key)))
        for key, e in entries.items()
    ]
    require_entries(plan, "district")
    for key in set(SCOPES) & set(entries):
        plan.fault(("district", key), say("plan_reserved_id", id=key))
    if len(plan.faults) == before:
        for market in dict.fromkeys(d.market for d in found):
            check_shares(plan, "district", [d for d in found if d.market == market])
    return found


def read_sectors(plan: Reader) -> list[SectorPlan]:
    """[sector.ID]; shares of newcomers add up to 1."""
    before, entries = len(plan.faults), plan.entries("sector", SectorTable)
    found = [
        SectorPlan(key, e.zh, e.en, e.targeted, **plan.numbers(e, ("sector", key)))
        for key, e in entries.items()
    ]
    require_entries(plan, "sector")
    if len(plan.faults) == before:
        check_shares(plan, "sector", found)
    return found


def require_entries(plan: Reader, name: str) -> None:
    """A plan without districts or sectors cannot be run."""
    if not plan.section(name):
        plan.fault((name,), say("plan_none_given", name=name))


def check_shares(plan: Reader, name: str, rows: list[Any]) -> None:
    """Shares of one whole."""
    total = sum(x.share for x in rows)
    if rows and abs(total - 1) > 1e-6:
        terms = " + ".join(f"{x.id} {x.share:.6g}" for x in rows[:6]) + (
            " + …" if len(rows) > 6 else ""
        )
        plan.fault(
            (name, rows[-1].id, "share"),
            say("plan_shares_do_not_add", terms=terms, total=f"{total:.6g}"),
        )


def read_facilities(
    source: Reader, first: int, last: int, plan: Reader | None = None
) -> list[FacilityPlan]:
    """[facility.ID] of a plan or, with the plan at hand, those a policy promises; `count` makes several alike of one entry."""
    home, found = plan or source, []
    for key, e in source.entries("facility", FacilityTable).items():
        where, before = ("facility", key), len(source.faults)
        numbers = source.numbers(e, where)
        if len(source.faults) == before and numbers["main_building"] > numbers["area"]:
            source.fault((*where, "main_building"), say("plan_building_too_large"))
        source.one_of(
            e.district, home.section("district"), (*where, "district"), "plan_unknown_district"
        )
        if e.sector is not None:
            source.one_of(
                e.sector, home.section("sector"), (*where, "sector"), "plan_unknown_sector"
            )
        if (e.opened is None) == (e.opens is None):
            source.fault(where, say("plan_opened_or_opens"))
        if plan and e.opened is not None:
            source.fault((*where, "opened"), say("plan_must_be_promised"))
        if plan and key in plan.section("facility"):
            source.fault(where, say("plan_facility_known"))
        opened = None if e.opened is None else source.month(e.opened, (*where, "opened"))
        if opened is not None and opened > first:
            source.fault(
                (*where, "opened"),
                say("plan_opened_late", given=value_excerpt(e.opened), first=month_name(first)),
            )
        opens = None if e.opens is None else source.month(e.opens, (*where, "opens"), first, last)
        each = {
            name: value if name == "tenant_area" else value / e.count
            for name, value in numbers.items()
        }
        for k in range(1, e.count + 1):
            id, mark = (key, "") if e.count == 1 else (f"{key}.{k}", f" {k}")
            found.append(
                FacilityPlan(
                    id,
                    e.zh + mark,
                    e.en + mark,
                    e.kind,
                    e.owner,
                    e.level,
                    e.district,
                    e.sector,
                    opened,
                    opens,
                    e.built,
                    **each,
                )
            )
    return found


def read_funds(plan: Reader, first: int) -> tuple[FundPlan, ...]:
    """[fund.ID]: funds at work before the plan."""
    found = []
    for key, e in plan.entries("fund", FundTable).items():
        where = ("fund", key)
        plan.one_of(
            e.district, plan.section("district"), (*where, "district"), "plan_unknown_district"
        )
        months = {
            name: plan.month(getattr(e, name), (*where, name))
            for name in ("since", "invests_until", "ends")
        }
        numbers = plan.numbers(e, where)
        for earlier, later in (("since", "invests_until"), ("invests_until", "ends")):
            if 0 <= months[later] < months[earlier]:
                plan.fault(
                    (*where, later),
                    say("plan_fund_order", given=value_excerpt(getattr(e, later)), earlier=earlier),
                )
        for smaller, larger in (("cash", "raised"), ("raised", "target")):
            if numbers[smaller] > numbers[larger]:
                plan.fault((*where, smaller), say("plan_fund_too_much", larger=larger))
        found.append(FundPlan(key, e.zh, e.en, e.kind, e.district, **months, **numbers))
    return tuple(found)


def read_levers(
    source: Reader, ids: list[str], islands: list[str], first: int, last: int
) -> list[dict[str, Series]]:
    """The levers of each district: those of all, of the islands, and its own, the narrower taking precedence."""
    scopes = [*SCOPES, *ids]
    table = source.section("levers")
    if loose := [
        name
        for name, raw in table.items()
        if not isinstance(raw, dict) and (name in LEVERS or name in TABLE_WORDS)
    ]:
        source.fault(("levers",), say("plan_levers_need_scope", names=name_list(loose)))
    for name in table:
        if name not in loose:
            source.one_of(name, scopes, ("levers", name), "plan_unknown_district")
    given = {
        name: source.levers(name, LEVERS, first, last)
        for name in scopes
        if name in source.section("levers")
    }
    found = []
    for id in ids:
        own: dict[str, Series] = {}
        for scope in ("all", *(["islands"] if id in islands else []), id):
            own |= given.get(scope, {})
        found.append(own)
    return found
