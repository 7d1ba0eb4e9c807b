"""What each lever must move, in which direction, in a small world of two markets where it is pulled in one."""

from __future__ import annotations

from dataclasses import dataclass, field

import worlds


@dataclass(frozen=True)
class Channel:
    """A lever's own quantity: `table.column` (mean of the living of the first market), `book.flow` or `census.measure`.

    `sign` is the direction in which the lever moves it; `others` are levers that must be on for it to mean
    anything, `nature` makes the case frequent enough to be seen.
    """

    quantity: str
    sign: int
    value: float | None = None
    others: dict[str, float] = field(default_factory=dict)
    nature: dict[str, float] = field(default_factory=dict)
    months: int = 12
    runs: int = 1  # where one run has too few cases, the mean of several


def purse(name: str, **terms: float) -> dict[str, float]:
    """A filled envelope and terms that let it pay."""
    return {f"{name}_envelope": worlds.PLAN[f"{name}_envelope"], **terms}


RENT = {"rent_subsidy_share": 0.5, "rent_subsidy_months": 36.0, "rent_subsidy_area": 80.0}
RESEARCH = {"research_grant_share": 0.2, "research_grant_cap": 50.0}
GUIDED = {"guidance_commitment": 600.0, "guidance_share": 0.4}
MANY = {"founding_rate": 0.1}
GRANTED = MANY | {"support_effect": 0.0}  # so that nobody founds for the grant
JUDGED = {"operator_fee": 120.0, "evaluation_consequence": 2.0}
SETTLED = {"settlement_subsidy": 0.1, "settlement_months": 24.0}

CHANNELS: dict[str, Channel] = {
    # space
    "rent_subsidy_envelope": Channel("book.rent_subsidy", 1, others=RENT),
    "rent_subsidy_share": Channel(
        "book.rent_subsidy", 1, others=purse("rent_subsidy", rent_subsidy_area=80.0)
    ),
    "rent_subsidy_months": Channel(
        "book.rent_subsidy", -1, 13.0, purse("rent_subsidy", rent_subsidy_share=0.5)
    ),
    "rent_subsidy_area": Channel(
        "book.rent_subsidy", -1, 40.0, purse("rent_subsidy", rent_subsidy_share=0.5)
    ),
    "posted_rent_discount": Channel("book.facility_rent", -1),
    "furnished_share": Channel("book.fit_out", -1),
    "leading_sector_rule": Channel("incubators.occupied", -1),
    "amenity_budget": Channel("districts.amenity", 1),
    "infrastructure_budget": Channel("incubators.tenant_area", 1),
    # services of facilities
    "operator_fee": Channel("book.operator_fee", 1),
    "operator_tender": Channel("incubators.skill", 1),
    "operator_team": Channel("incubators.staff", 1, others={"operator_tender": 1.0}),
    "operator_contract_share": Channel(
        "incubators.time_service", -1, others={"operator_fee": 120.0}
    ),
    "management_separation": Channel(
        "startups.tenant_capability",
        1,
        1.0,
        nature={"connections": 5.0, "application_rate": 1.0, "service_value": 20.0},
        runs=12,
    ),
    "expert_budget": Channel("incubators.selection_noise", -1),
    "mentor_budget": Channel("incubators.lesson", 1),
    "evaluation_consequence": Channel("incubators.pressure", 1, others={"operator_fee": 120.0}),
    "operating_subsidy_envelope": Channel(
        "book.operating_subsidy", 1, others={"operating_subsidy_share": 0.3}
    ),
    "operating_subsidy_share": Channel(
        "book.operating_subsidy", 1, others=purse("operating_subsidy")
    ),
    "upgrade_grant_envelope": Channel("incubators.access", 1, others={"upgrade_grant_share": 0.3}),
    "upgrade_grant_share": Channel("incubators.access", 1, others=purse("upgrade_grant")),
    "performance_award": Channel("incubators.pressure", 1, others=JUDGED),
    "level_award": Channel("incubators.pressure", 1, others=JUDGED),
    "host_cofunding": Channel("book.host_cofunding", 1, others={"operator_fee": 120.0}),
    "operator_training_budget": Channel("incubators.skill", 1),
    "operator_chain": Channel(
        "incubators.skill",
        1,
        others={"operator_tender": 1.0, **JUDGED},
        nature={"delivery_rate": 0.3},
        months=17,
    ),
    "operator_recruiting": Channel("districts.operator_contacts", 1),
    "benefit_sharing": Channel("incubators.pressure", -1, others=JUDGED),
    "third_party_evaluation": Channel("incubators.score", -1, 1.0, JUDGED),
    # services to firms
    "voucher_envelope": Channel("book.voucher", 1, others={"voucher_share": 0.5}),
    "voucher_share": Channel("book.services", 1, others=purse("voucher")),
    "voucher_cap": Channel("book.voucher", -1, 5.0, purse("voucher", voucher_share=0.5)),
    "digital_envelope": Channel(
        "startups.digital", 1, others={"digital_share": 0.4}, nature={"digital_sales": 10.0}
    ),
    "digital_share": Channel(
        "startups.digital", 1, others=purse("digital"), nature={"digital_sales": 10.0}
    ),
    "platform_budget": Channel("districts.access", 1),
    "transfer_budget": Channel("districts.lift", 1),
    "joint_research_envelope": Channel(
        "startups.capability",
        1,
        others={"joint_research_share": 0.5},
        nature={"joint_project": 5.0},
    ),
    "joint_research_share": Channel(
        "startups.capability", 1, others=purse("joint_research"), nature={"joint_project": 5.0}
    ),
    "information_budget": Channel("districts.aware", 1),
    "one_stop_budget": Channel("book.administration", -1),
    "agency_budget": Channel("districts.service_price", -1),
    "prototyping_budget": Channel("startups.ready", 1, nature=MANY),
    "equipment_opened": Channel("book.laboratory", -1),
    "crowdsourcing_budget": Channel("book.materials", -1, 200.0),
    "training_budget": Channel("startups.trained", 1),
    "event_budget": Channel("census.founded", 1, 3000.0, nature=MANY, months=24),
    "education_budget": Channel("talents.schooled", 1),
    "campaign_budget": Channel("districts.culture", 1),
    "role_model_budget": Channel("districts.hearing", 1),
    # regulation
    "registration_days_saved": Channel("startups.waited", -1, 20.0),
    "approval_days_saved": Channel("startups.waited", -1, 60.0),
    "deregistration_days_saved": Channel("startups.deregistered", -1),
    "market_access_opened": Channel("census.founded", 1, 1.0, nature=MANY, months=30),
    "leave_rule": Channel("census.from_researcher", 1, 1.0, nature={"career_loss": 4.0}),
    "employee_leave": Channel("census.from_employee", 1, 1.0, nature={"post_loss": 2.0}),
    "achievement_rights": Channel("census.from_researcher", 1, 0.5, nature=MANY, months=30, runs=3),
    "title_for_transfer": Channel("census.from_researcher", 1, 1.0, nature={"career_loss": 4.0}),
    "safety_net": Channel("book.safety_net", 1),
    "ip_budget": Channel("districts.protection", 1),
    "ip_trading_budget": Channel("districts.ip_liquidity", 1),
    "error_tolerance": Channel("funds.caution", -1, others=GUIDED),
    # the ladder
    "award_envelope": Channel("book.awards", 1, others={"tech_sme_award": 2.0}),
    "tech_sme_award": Channel("book.awards", 1, others=purse("award")),
    "high_tech_award": Channel("census.high_tech_applied", 1, others=purse("award"), months=24),
    "strong_award": Channel("book.awards", 1, others=purse("award")),
    "patent_award": Channel("startups.patents", 1, 5.0, purse("award"), months=24),
    "coaching_budget": Channel("districts.coached", 1),
    "research_grant_envelope": Channel("startups.research_year", 1, others=RESEARCH),
    "research_grant_share": Channel(
        "startups.research_year", 1, others=purse("research_grant", research_grant_cap=50.0)
    ),
    "research_grant_cap": Channel(
        "book.research_grant", -1, 2.0, purse("research_grant", research_grant_share=0.2)
    ),
    "grant_to_equity": Channel(
        "book.grants_repaid", 1, others=purse("research_grant", **RESEARCH), months=28
    ),
    "tax_rebate": Channel("book.tax_returned", 1),
    "founder_grant_envelope": Channel(
        "book.founder_grant", 1, others={"founder_grant": 3.0}, nature=GRANTED, months=48
    ),
    "founder_grant": Channel(
        "book.founder_grant", 1, others=purse("founder_grant"), nature=GRANTED, months=48
    ),
    # finance
    "guidance_commitment": Channel("book.guidance_commitment", 1),
    "guidance_share": Channel("funds.target", -1, 0.8, {"guidance_commitment": 600.0}),
    "local_multiple": Channel("book.private_commitment", -1, 4.0, GUIDED),
    "profit_concession": Channel("book.private_commitment", 1, 1.0, GUIDED),
    "fund_promotion_budget": Channel("census.funds_came", 1),
    "matching_budget": Channel("districts.meetings", 1),
    "pool_funding": Channel("districts.pool", 1),
    "pool_share": Channel(
        "districts.pool_backed", 1, others={"pool_funding": 600.0, "pool_stop_loss": 0.9}
    ),
    "pool_leverage": Channel(
        "districts.pool_backed",
        -1,
        1.0,
        {"pool_funding": 600.0, "pool_share": 0.5, "pool_stop_loss": 0.9},
    ),
    "pool_stop_loss": Channel(
        "districts.pool_backed", 1, 1.0, {"pool_funding": 600.0, "pool_share": 0.5}
    ),
    "pledge_lending": Channel("book.lending", 1, nature={"risk_base": -1.0}),
    "interest_envelope": Channel("book.interest_subsidy", 1, others={"interest_share": 0.5}),
    "interest_share": Channel("book.interest_subsidy", 1, others=purse("interest")),
    "seed_commitment": Channel("book.seed_commitment", 1),
    "coinvestment_commitment": Channel("book.coinvestment_commitment", 1),
    "corporate_commitment": Channel("book.corporate_commitment", 1),
    "inhouse_commitment": Channel("book.inhouse_commitment", 1),
    "upper_fund_commitment": Channel("book.upper_commitment", 1),
    "angel_tax_credit": Channel("book.private_commitment", 1, 1.0, nature={"fund_visits": 24.0}),
    "merger_budget": Channel(
        "census.sold", 1, 300.0, nature={"sale_rate": 0.01, "merger_gain": 5.0}, months=24
    ),
    "listing_budget": Channel("districts.groomed", 1),
    "receivables_lending": Channel("book.lending", 1, 0.5, nature={"risk_base": -1.0}),
    "linked_lending": Channel("book.lending", 1, nature={"risk_base": -1.0}),
    "insurance_share": Channel("book.insurance_premium", 1, 0.9, nature={"risk_base": -1.0}),
    "lender_exemption": Channel("book.lending", 1, 1.0, nature={"officer_fear": 0.02}),
    "credit_information": Channel("book.lending", 1, 1.0, nature={"opacity": 1.0}),
    "microloan_cap": Channel(
        "census.loans_made",
        1,
        others={"microloan_guarantee": 0.95},
        nature={"microloan_age": 120.0},
    ),
    "microloan_guarantee": Channel(
        "census.loans_made", 1, others={"microloan_cap": 60.0}, nature={"microloan_age": 120.0}
    ),
    "talent_loan_cap": Channel(
        "census.loans_made",
        1,
        others={"microloan_guarantee": 0.95},
        nature={"founding_rate": 0.05},
        months=24,
    ),
    "crowdfunding_cap": Channel("book.crowdfunding", 1),
    # people
    "talent_award_envelope": Channel("book.talent_award", 1, others={"talent_award": 3.0}),
    "talent_award": Channel(
        "census.talent_came", 1, 60.0, {"talent_award_envelope": 1e5, "recruiting_budget": 300.0}
    ),
    "settlement_envelope": Channel("book.settlement", 1, others=SETTLED),
    "settlement_subsidy": Channel("book.settlement", 1, others=purse("settlement")),
    "settlement_months": Channel(
        "book.settlement", -1, 12.0, {"settlement_envelope": 1e5, "settlement_subsidy": 0.1}
    ),
    "talent_flats": Channel("talents.housed", 1),
    "recruiting_budget": Channel("census.talent_came", 1),
    "talent_service_budget": Channel("census.talent_hired", 1, 1000.0, nature={"view_rate": 0.1}),
    "mobility_reform": Channel(
        "census.talent_came",
        1,
        1.0,
        nature={"formality_share": 1.0, "moving_cost": 2.2, "returnees": 400.0},
    ),
    "international_budget": Channel("districts.technology", 1),
    "equity_incentive": Channel(
        "talents.employed", 1, 1.0, nature={"notice_rate": 0.1, "option_hold": 1.0}
    ),
    # demand and firms from outside
    "procurement_envelope": Channel("book.procurement", 1),
    "supply_opening": Channel("sectors.tendered", 1),
    "cluster_budget": Channel("districts.cluster_meetings", 1),
    "promotion_budget": Channel("census.attracted", 1, 300.0),
    "project_mix": Channel("census.cluster_firms", 1, 1.0, {"promotion_budget": 1000.0}),
    "outpost_budget": Channel("census.attracted", 1, 1000.0),
    "lead_firm_budget": Channel("census.lead_firms_came", 1, 3000.0, months=18),
    "relocation_envelope": Channel(
        "book.relocation", 1, others={"relocation_grant": 20.0, "promotion_budget": 300.0}
    ),
    "relocation_grant": Channel(
        "book.relocation", 1, others={**purse("relocation"), "promotion_budget": 300.0}
    ),
    # administration
    "race_pressure": Channel("districts.hurry", -1),
    "fiscal_pot": Channel("book.appropriation", -1, 10.0, purse("voucher", voucher_share=0.5)),
    "upper_transfer": Channel(
        "book.appropriation", 1, others={"fiscal_pot": 10.0, **purse("voucher", voucher_share=0.5)}
    ),
    "coordination_budget": Channel("districts.opening", -1, nature={"opening_lag": 6.0}),
}
