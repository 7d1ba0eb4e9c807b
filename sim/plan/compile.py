"""From a plan's file and a policy's to parts that can be run: ids resolved, numbers in units,
levers by district.

A policy is a small difference: its levers replace the plan's (or, with base = "none", stand alone),
and it may promise facilities of its own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sim.model.calendar import month_name
from sim.plan.articles import ArticleAnswers, read_articles
from sim.plan.institutions import read_checklists, read_tenders
from sim.plan.parts import (
    NUMBERED,
    NUMBERS_OF,
    AssumedNumber,
    Baseline,
    ChecklistPlan,
    DistrictPlan,
    FacilityPlan,
    FundPlan,
    InstitutionPlan,
    Instrument,
    MissingPart,
    PlanHead,
    PolicyHead,
    Reading,
    SectorPlan,
    Series,
    Start,
    Target,
    TenderPlan,
    Term,
)
from sim.plan.reader import read_files
from sim.plan.source import SCOPES, STANDING, SourceFile, raise_faults
from sim.plan.tables import quantities
from sim.plan.targets import read_baselines, read_instruments, read_targets
from sim.plan.units import value_excerpt
from sim.words.catalogue import bilingual_message

LONGEST_PLAN = 50  # years
SHORTEST_PAST = 8  # years lived before a plan
ID = re.compile(r"\w[\w-]{0,39}")  # a plan's id names its folder of results
SLACK = 1e-6  # by which shares of one whole may miss it
MOST_TERMS = 6  # of a sum in a message


class SetUp(NamedTuple):
    """What a plan sets up beside levers and facilities."""

    tenders: tuple[TenderPlan, ...] = ()
    checklists: tuple[ChecklistPlan, ...] = ()
    institutions: tuple[InstitutionPlan, ...] = ()


NOTHING = SetUp()


@dataclass(frozen=True)
class CompiledPlan:
    """What a plan and a policy say: a place, its people and money at the start, levers, and what is
    demanded.
    """

    name: str
    zh: str
    en: str
    document: str
    policy: str
    policy_zh: str
    policy_en: str
    first: int
    last: int
    districts: tuple[DistrictPlan, ...]
    sectors: tuple[SectorPlan, ...]
    facilities: tuple[FacilityPlan, ...]
    funds: tuple[FundPlan, ...]
    tenders: tuple[TenderPlan, ...]
    checklists: tuple[ChecklistPlan, ...]
    institutions: tuple[InstitutionPlan, ...]
    nature: dict[str, float]
    start: dict[str, float]
    # one a district: those in force before the plan, whatever the policy, and those of the policy
    standing: tuple[dict[str, Series], ...]
    levers: tuple[dict[str, Series], ...]
    targets: tuple[Target, ...]
    instruments: tuple[Instrument, ...]
    baselines: tuple[Baseline, ...]
    terms: tuple[Term, ...]
    notes: tuple[AssumedNumber, ...]
    readings: tuple[Reading, ...]
    lost: tuple[MissingPart, ...]
    # what the plan as written sets and promises, whatever the policy
    written_levers: tuple[dict[str, Series], ...] = ()
    written_facilities: tuple[FacilityPlan, ...] = ()
    written_set_up: SetUp = NOTHING
    articles: tuple[ArticleAnswers, ...] = ()


def compile_plan(file: Path, policy: str, chosen: Mapping[str, str]) -> CompiledPlan:
    """A plan under a policy and chosen readings; UserError with all faults of both files.

    One way down: the files' text, their tables under the readings chosen, the parts they become,
    and what these must be to one another.
    """
    files, readings = read_files(file, policy, chosen)
    plan, *policies = files
    head = plan.head(PlanHead, "plan")
    if head and not ID.fullmatch(head.id):
        plan.fault(("plan", "id"), "plan_bad_id", given=value_excerpt(head.id))
    span = plan.span = plan_span(plan, head)
    districts, sectors = read_districts(plan), read_sectors(plan)
    ids, islands = list(plan.section("district")), [d.id for d in districts if d.island]
    standing, levers = read_facilities(plan), plan.levers(ids, islands)
    in_force = tuple(plan.levers(ids, islands, STANDING))
    start, nature = read_start(plan), plan.nature()
    funds, tenders = plan.parts("fund", FundPlan), read_tenders(plan, standing)
    checklists = read_checklists(plan, districts, standing, tenders)
    targets = read_targets(plan, districts, sectors, standing)
    instruments, baselines = read_instruments(plan), read_baselines(plan)
    terms, lost = plan.parts("term", Term), plan.parts("lost", MissingPart)
    articles = read_articles(plan)
    acting = tuple(read_institutions(plan))
    written, set_up = (tuple(levers), tuple(standing)), SetUp(tenders, checklists, acting)
    zh, en = bilingual_message("plan_as_written")
    for diff in policies:
        diff.span = span
        change = diff.head(PolicyHead, "policy")
        zh, en = (change.zh, change.en) if change else ("", "")
        if change and change.base == "none":
            standing, levers = [f for f in standing if f.opened is not None], [{} for _ in ids]
            tenders, checklists, acting = (), (), ()
        own = diff.levers(ids, islands)
        levers = [{**old, **new} for old, new in zip(levers, own, strict=True)]
        standing += read_facilities(diff)
        tenders += read_tenders(diff, standing, tenders)
        checklists += read_checklists(diff, districts, standing, tenders)
        acting += tuple(read_institutions(diff))
    raise_faults(*files)
    assert head is not None, "a plan without a head has a fault"
    # promised ones last, so that rows agree with and without them
    standing.sort(key=lambda f: f.opened is None)
    return CompiledPlan(
        head.id,
        head.zh,
        head.en,
        head.document,
        policy,
        zh,
        en,
        *span,
        districts,
        sectors,
        tuple(standing),
        funds,
        tenders,
        checklists,
        acting,
        nature,
        start,
        in_force,
        tuple(levers),
        targets,
        instruments,
        baselines,
        terms,
        tuple(note for file in files for note in file.notes),
        readings,
        lost,
        *written,
        set_up,
        articles,
    )


def plan_span(plan: SourceFile, head: PlanHead | None) -> tuple[int, int]:
    """First and last month; a harmless year where they are faulty, so that reading can go on."""
    if head is None or head.first < 0 or head.last < 0:
        return 2000 * 12, 2100 * 12
    first, last = (value_excerpt(plan.raw(("plan", key))) for key in ("first", "last"))
    if head.last < head.first:
        plan.fault(("plan", "last"), "plan_last_before_first", first=first, last=last)
        return head.first, head.first + 12 * LONGEST_PLAN
    if head.last - head.first >= 12 * LONGEST_PLAN:
        plan.fault(("plan", "last"), "plan_span_too_long", last=last, years=LONGEST_PLAN)
    return head.first, head.last


def read_start(plan: SourceFile) -> dict[str, float]:
    """[start]; a past long enough for firms of every age, and for the growth of its last three years."""
    start = plan.head(Start, "start")
    if start is None:
        return {}
    if 0 < start.startups < start.tech_sme + start.high_tech:
        plan.fault(("start", "tech_sme"), "plan_more_titles_than_firms")
    if start.spinup_years < SHORTEST_PAST:
        past = ("start", "spinup_years")
        plan.fault(past, "plan_past_too_short", years=SHORTEST_PAST)
    return start.model_dump(exclude_none=True)


def read_districts(plan: SourceFile) -> tuple[DistrictPlan, ...]:
    """[district.ID]; shares of founders add up to 1 in each market."""
    found = plan.parts("district", DistrictPlan, needed=True)
    for key in set(SCOPES) & {d.id for d in found}:
        plan.fault(("district", key), "plan_reserved_id", id=key)
    if not plan.is_wrong("district"):
        for market in dict.fromkeys(d.market for d in found):
            check_shares(plan, "district", [d for d in found if d.market == market])
    return found


def read_sectors(plan: SourceFile) -> tuple[SectorPlan, ...]:
    """[sector.ID]; shares of newcomers add up to 1."""
    found = plan.parts("sector", SectorPlan, needed=True)
    if not plan.is_wrong("sector"):
        check_shares(plan, "sector", found)
    return found


def check_shares(plan: SourceFile, name: str, rows: Sequence[DistrictPlan | SectorPlan]) -> None:
    """Shares of one whole."""
    total = sum(x.share for x in rows)
    if rows and abs(total - 1) > SLACK:
        terms = " + ".join(f"{x.id} {x.share:.6g}" for x in rows[:MOST_TERMS])
        more = " + …" if len(rows) > MOST_TERMS else ""
        plan.fault(
            (name, rows[-1].id, "share"),
            "plan_shares_do_not_add",
            terms=terms + more,
            total=f"{total:.6g}",
        )


def read_facilities(source: SourceFile) -> list[FacilityPlan]:
    """[facility.ID] of a plan, or those its policy promises; `count` makes several alike of one
    entry.
    """
    found = []
    for f in source.parts("facility", FacilityPlan):
        check_facility(source, f)
        each = {
            name: getattr(f, name) / (1 if name == "tenant_area" else f.count)
            for name in quantities(FacilityPlan)
        }
        for k in range(1, f.count + 1):
            id, mark = (f.id, "") if f.count == 1 else (f"{f.id}{NUMBERED}{k}", f" {k}")
            own = {"id": id, "zh": f.zh + mark, "en": f.en + mark, "count": 1}
            found.append(f.model_copy(update={**own, **each}))
    return found


def read_institutions(source: SourceFile) -> list[InstitutionPlan]:
    """[institution.ID] of a plan, or those its policy adds, with the numbers of their kind."""
    found = list(source.parts("institution", InstitutionPlan))
    for part in found:
        where, (needed, free) = ("institution", part.id), NUMBERS_OF[part.kind]
        raw = source.raw(where)
        given = set(raw) & set(quantities(InstitutionPlan)) if isinstance(raw, dict) else set()
        for name in needed:
            if name not in given:
                source.fault(where, "plan_institution_needs", kind=part.kind, name=name)
        if part.kind == "leading_firm" and part.sector is None:
            source.fault(where, "plan_institution_needs", kind=part.kind, name="sector")
        for name in sorted(given - {*needed, *free}):
            names = ", ".join((*needed, *free))
            source.fault((*where, name), "plan_institution_has_no", kind=part.kind, names=names)
        for name in part.over:
            known = [*SCOPES, *source.plan.section("district")]
            source.one_of(name, known, (*where, "over"), "plan_unknown_district")
        if source.plan is not source and part.id in source.plan.section("institution"):
            source.fault(where, "plan_institution_known")
    return found


def check_facility(source: SourceFile, f: FacilityPlan) -> None:
    """A facility stands before the plan begins, or is promised; a policy can only promise."""
    where, first = ("facility", f.id), source.span[0]
    opened = (*where, "opened")
    if (f.opened is None) == (f.opens is None):
        source.fault(where, "plan_opened_or_opens")
    if source.plan is not source:
        if f.opened is not None:
            source.fault(opened, "plan_must_be_promised")
        if f.id in source.plan.section("facility"):
            source.fault(where, "plan_facility_known")
    if f.opened is not None and first is not None and f.opened > first:
        given = value_excerpt(source.raw(opened))
        source.fault(opened, "plan_opened_late", given=given, first=month_name(first))
