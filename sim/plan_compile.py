"""From a plan's file and a policy's to parts that can be run: ids resolved, numbers in units, levers by district.

A policy is a small difference: its levers replace the plan's (or, with base = "none", stand alone), and it may
promise facilities of its own.
"""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sim.census import Census, Measure, SectorCensus
from sim.core.errors import UserError
from sim.core.fields import fields_of
from sim.nature import Nature
from sim.plan_file import (
    PLAN_KEYS,
    POLICY_KEYS,
    BaselineTable,
    DistrictTable,
    FacilityTable,
    FundTable,
    Head,
    InstrumentTable,
    PolicyHead,
    SectorTable,
    Start,
    StartTable,
    TargetTable,
)
from sim.plan_parts import Baseline, DistrictPlan, FacilityPlan, FundPlan, Instrument, SectorPlan, Series, Target, Text
from sim.plan_reader import Reader, raise_all, suggestion
from sim.policy.instruments import INSTRUMENTS
from sim.policy.levers import Levers
from sim.units import shown
from sim.words import WORDS, say

LEVERS, NATURE = fields_of(Levers), fields_of(Nature)
MEASURES: dict[str, Measure] = {**fields_of(Census), **{f"sector.{n}": m for n, m in fields_of(SectorCensus).items()}}
LONGEST_PLAN = 50       # years


def policy_names(folder: Path) -> list[str]:
    """The policies of a plan's folder; "plan" is the plan as written."""
    return ["plan", *sorted(p.stem for p in (folder / "policies").glob("*.toml"))]


def compiled(file: Path, policy: str) -> dict[str, Any]:
    """Everything a Scenario is made of; UserError with all faults of both files."""
    plan = Reader(file, file.name)
    plan.known_keys(PLAN_KEYS)
    head = plan.head(Head, "plan")
    first, last = span(plan, head)
    districts, sectors = read_districts(plan), read_sectors(plan)
    ids = list(plan.section("district"))
    islands = [d.id for d in districts if d.island]
    standing = read_facilities(plan, first, last)
    levers = read_levers(plan, ids, islands, first, last)
    parts = {"start": read_start(plan), "nature": plan.named_numbers("nature", NATURE), "funds": read_funds(plan, first),
             "targets": read_targets(plan, districts, sectors, first, last), "instruments": read_instruments(plan),
             "baselines": read_baselines(plan)}
    zh, en = WORDS["plan_as_written"]
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
    raise_all(*readers)
    standing.sort(key=lambda f: f.opened is None)       # promised ones last, so that rows agree with and without them
    return {"name": head.id, "zh": head.zh, "en": head.en, "document": head.document, "policy": policy, "policy_zh": zh,
            "policy_en": en, "first": first, "last": last, "districts": tuple(districts), "sectors": tuple(sectors),
            "facilities": tuple(standing), "levers": tuple(levers), "notes": tuple(n for r in readers for n in r.notes),
            **parts}


def policy_reader(folder: Path, policy: str, content: dict[str, Any]) -> Reader:
    """The policy's file, which must lie in the plan's folder; it may name the plan's sectors and districts."""
    if policy not in policy_names(folder):
        raise UserError(say("plan_unknown_policy", given=shown(policy), plan=folder.name, help=suggestion(policy, policy_names(folder))))
    name = f"policies/{policy}.toml"
    if not (folder / name).resolve().is_relative_to(folder.resolve()):
        raise UserError(say("plan_file_outside", file=name))
    diff = Reader(folder / name, name)
    diff.known_keys(POLICY_KEYS)
    return diff


def span(plan: Reader, head: Head | None) -> tuple[int, int]:
    """First and last month; a harmless year where they are faulty, so that reading can go on."""
    if head is None:
        return 2000 * 12, 2100 * 12
    first, last = plan.month(head.first, ("plan", "first")), plan.month(head.last, ("plan", "last"))
    if first < 0 or last < 0:
        return 2000 * 12, 2100 * 12
    if last < first:
        plan.fault(("plan", "last"), say("plan_last_before_first", first=shown(head.first), last=shown(head.last)))
        return first, first + 12 * LONGEST_PLAN
    if last - first >= 12 * LONGEST_PLAN:
        plan.fault(("plan", "last"), say("plan_span_too_long", last=shown(head.last), years=LONGEST_PLAN))
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
    entries = plan.entries("district", DistrictTable)
    found = [DistrictPlan(key, e.zh, e.en, e.market, e.island, **plan.numbers(e, ("district", key))) for key, e in entries.items()]
    at_least_one(plan, "district")
    if len(found) == len(plan.section("district")):
        for market in dict.fromkeys(d.market for d in found):
            adds_up(plan, "district", [d for d in found if d.market == market])
    return found


def read_sectors(plan: Reader) -> list[SectorPlan]:
    """[sector.ID]; shares of newcomers add up to 1."""
    entries = plan.entries("sector", SectorTable)
    found = [SectorPlan(key, e.zh, e.en, e.targeted, **plan.numbers(e, ("sector", key))) for key, e in entries.items()]
    at_least_one(plan, "sector")
    if len(found) == len(plan.section("sector")):
        adds_up(plan, "sector", found)
    return found


def at_least_one(plan: Reader, name: str) -> None:
    """A plan without districts or sectors cannot be run."""
    if not plan.section(name):
        plan.fault((name,), say("plan_none_given", name=name))


def adds_up(plan: Reader, name: str, rows: list[Any]) -> None:
    """Shares of one whole."""
    total = sum(x.share for x in rows)
    if rows and abs(total - 1) > 1e-6:
        plan.fault((name, rows[-1].id, "share"), say("plan_shares_do_not_add", total=f"{total:.6g}"))


def read_facilities(source: Reader, first: int, last: int, plan: Reader | None = None) -> list[FacilityPlan]:
    """[facility.ID] of a plan or, with the plan at hand, those a policy promises."""
    home, found = plan or source, []
    for key, e in source.entries("facility", FacilityTable).items():
        where = ("facility", key)
        numbers = source.numbers(e, where)
        source.one_of(e.district, home.section("district"), (*where, "district"), "plan_unknown_district")
        if e.sector is not None:
            source.one_of(e.sector, home.section("sector"), (*where, "sector"), "plan_unknown_sector")
        if (e.opened is None) == (e.opens is None):
            source.fault(where, say("plan_opened_or_opens"))
        if plan and e.opened is not None:
            source.fault((*where, "opened"), say("plan_must_be_promised"))
        if plan and key in plan.section("facility"):
            source.fault(where, say("plan_facility_known"))
        if numbers["main_building"] > numbers["area"]:
            source.fault((*where, "main_building"), say("plan_building_too_large"))
        opened = None if e.opened is None else source.month(e.opened, (*where, "opened"), None, first)
        opens = None if e.opens is None else source.month(e.opens, (*where, "opens"), first, last)
        found.append(FacilityPlan(key, e.zh, e.en, e.kind, e.owner, e.level, e.district, e.sector, opened, opens, e.built,
                                  **numbers))
    return found


def read_funds(plan: Reader, first: int) -> tuple[FundPlan, ...]:
    """[fund.ID]: funds at work before the plan."""
    found = []
    for key, e in plan.entries("fund", FundTable).items():
        where = ("fund", key)
        plan.one_of(e.district, plan.section("district"), (*where, "district"), "plan_unknown_district")
        months = {name: plan.month(getattr(e, name), (*where, name)) for name in ("since", "invests_until", "ends")}
        found.append(FundPlan(key, e.zh, e.en, e.kind, e.district, **months, **plan.numbers(e, where)))
    return tuple(found)


def read_levers(source: Reader, ids: list[str], islands: list[str], first: int, last: int) -> list[dict[str, Series]]:
    """The levers of each district: those of all, of the islands, and its own, the narrower taking precedence."""
    scopes = ["all", "islands", *ids]
    for name in source.section("levers"):
        source.one_of(name, scopes, ("levers", name), "plan_unknown_district")
    given = {name: source.levers(name, LEVERS, first, last) for name in scopes if name in source.section("levers")}
    found = []
    for id in ids:
        own: dict[str, Series] = {}
        for scope in ("all", *(["islands"] if id in islands else []), id):
            own |= given.get(scope, {})
        found.append(own)
    return found


def read_targets(plan: Reader, districts: list[DistrictPlan], sectors: list[SectorPlan], first: int,
                 last: int) -> tuple[Target, ...]:
    """[target.ID], each reading of a demand a row of its own."""
    found = []
    for key, e in plan.entries("target", TargetTable).items():
        where = ("target", key)
        value = unit_value = 0.0
        measure = MEASURES.get(e.measure)
        if e.role == "not_measured":
            if e.why_not is None:
                plan.fault(where, say("plan_why_not_missing"))
        elif not e.measure or e.value is None:
            plan.fault(where, say("plan_nothing_measured"))
        elif plan.one_of(e.measure, MEASURES, (*where, "measure"), "plan_unknown_measure"):
            if e.per is not None:
                plan.one_of(e.per, MEASURES, (*where, "per"), "plan_unknown_measure")
            if (e.reckon == "flow") != (measure.kind == "flow"):
                plan.fault((*where, "reckon"), say("plan_flow_reckon", given=shown(e.reckon), measure=e.measure, kind=measure.kind))
            unit = "share" if e.per else measure.unit
            value = plan.plain(e.value, "" if e.combine == "count" else unit, (*where, "value"))
            unit_value = 0.0 if e.unit_value is None else plan.plain(e.unit_value, unit, (*where, "unit_value"))
        found.append(Target(
            id=key, zh=e.zh, en=e.en, section=e.section, role=e.role, measure=e.measure, per=e.per,
            over=units_of(plan, e, where, districts, sectors), combine=e.combine, comparator=e.comparator, value=value,
            unit=e.unit or ("share" if e.per else measure.unit if measure else ""), unit_comparator=e.unit_comparator,
            unit_value=unit_value, deadline=plan.month(e.deadline, (*where, "deadline"), first, last),
            since=None if e.since is None else plan.month(e.since, (*where, "since"), first, last), reckon=e.reckon,
            variant=e.variant, chosen=e.chosen, reading=text(e.reading), why_not=text(e.why_not)))
    return tuple(found)


def units_of(plan: Reader, e: TargetTable, where: tuple[str, ...], districts: Iterable[DistrictPlan],
             sectors: Iterable[SectorPlan]) -> tuple[str, ...]:
    """The districts or sectors a target looks at: all, islands, clusters, or those named."""
    of_sectors = e.measure.startswith("sector.")
    every = [s.id for s in sectors] if of_sectors else [d.id for d in districts]
    groups = {"all": every, "clusters" if of_sectors else "islands": [
        x.id for x in (sectors if of_sectors else districts) if (x.targeted if of_sectors else x.island)]}
    if isinstance(e.over, str) and e.over in groups:
        return tuple(groups[e.over])
    names = [e.over] if isinstance(e.over, str) else e.over
    known = [*plan.section("sector" if of_sectors else "district"), *groups]
    for name in names:
        plan.one_of(name, known, (*where, "over"), "plan_unknown_sector" if of_sectors else "plan_unknown_district")
    return tuple(names)


def read_instruments(plan: Reader) -> tuple[Instrument, ...]:
    """[instrument.NAME], named as in the catalogue; each must set levers, build, or say why it is left out."""
    found = []
    for key, e in plan.entries("instrument", InstrumentTable).items():
        plan.one_of(key, INSTRUMENTS, ("instrument", key), "plan_unknown_instrument")
        for k, lever in enumerate(e.levers):
            plan.one_of(lever, LEVERS, ("instrument", key, "levers", k), "plan_unknown_lever")
        if not e.levers and not e.build and e.not_modelled is None:
            plan.fault(("instrument", key), say("plan_instrument_idle"))
        found.append(Instrument(key, e.zh, e.en, e.section, e.rung, e.channel, tuple(e.levers), e.build,
                                text(e.not_modelled) if e.not_modelled else None))
    return tuple(found)


def read_baselines(plan: Reader) -> tuple[Baseline, ...]:
    """[baseline.ID]."""
    return tuple(Baseline(key, e.zh, e.en, plan.plain(e.value, e.unit, ("baseline", key, "value")), e.unit, e.section, text(e.note))
                 for key, e in plan.entries("baseline", BaselineTable).items())


def text(both: Any) -> Text:
    """A text in both languages, empty where there is none."""
    return Text(both.zh, both.en) if both else Text()


