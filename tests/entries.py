"""Where each lever enters: the first phase after which anything differs, and the columns that do (made by running, read by eye)."""

ENTRIES = {
    "rent_subsidy_envelope": (
        "enact_policy: book.appropriation districts.pot_used districts.pot_wanted districts.purses programmes.opened "
        "programmes.purse"
    ),
    "rent_subsidy_share": (
        "grant_and_tax: book.rent_subsidy programmes.applied programmes.granted programmes.purse startups.cash "
        "startups.grants_year startups.rent_grant_until startups.support"
    ),
    "rent_subsidy_months": (
        "grant_and_tax: book.rent_subsidy programmes.applied programmes.granted programmes.purse startups.cash "
        "startups.grants_year startups.rent_grant_until startups.support"
    ),
    "rent_subsidy_area": (
        "grant_and_tax: book.rent_subsidy programmes.purse startups.cash startups.grants_year startups.support"
    ),
    "posted_rent_discount": "run_facilities: incubators.rent",
    "furnished_share": "found_firms: book.fit_out startups.cash",
    "leading_sector_rule": "admit_tenants: incubators.occupied incubators.tenants startups.admitted startups.home",
    "amenity_budget": "enact_policy: book.amenities districts.amenity",
    "infrastructure_budget": "run_facilities: book.infrastructure incubators.free incubators.tenant_area",
    "operator_fee": (
        "run_facilities: book.operator_fee book.owner_support incubators.result_year incubators.support_year"
    ),
    "operator_tender": "run_facilities: incubators.tender_from",
    "operator_team": (
        "run_facilities: book.facility_wages book.owner_support incubators.contact_hours incubators.costs_year "
        "incubators.hours incubators.lesson incubators.result_year incubators.staff incubators.support_year"
    ),
    "operator_contract_share": (
        "run_facilities: incubators.appeal incubators.coached incubators.contact_hours incubators.filing "
        "incubators.hours incubators.lesson incubators.pressure incubators.selection_noise "
        "incubators.time_filling incubators.time_graduates incubators.time_money incubators.time_rights "
        "incubators.time_service"
    ),
    "management_separation": "admit_tenants: startups.admitted startups.home",
    "expert_budget": "enact_policy: book.experts",
    "mentor_budget": (
        "run_facilities: book.mentors incubators.contact_hours incubators.hours incubators.lesson incubators.mentors"
    ),
    "evaluation_consequence": (
        "run_facilities: incubators.appeal incubators.coached incubators.contact_hours incubators.filing "
        "incubators.hours incubators.lesson incubators.pressure incubators.selection_noise "
        "incubators.time_filling incubators.time_graduates incubators.time_money incubators.time_rights "
        "incubators.time_service"
    ),
    "operating_subsidy_envelope": (
        "enact_policy: book.appropriation districts.pot_used districts.pot_wanted districts.purses programmes.opened "
        "programmes.purse"
    ),
    "operating_subsidy_share": (
        "run_facilities: book.operating_subsidy incubators.cash programmes.applied programmes.granted programmes.purse"
    ),
    "upgrade_grant_envelope": (
        "enact_policy: book.appropriation districts.pot_used districts.pot_wanted districts.purses programmes.opened "
        "programmes.purse"
    ),
    "upgrade_grant_share": "run_facilities: census.refused programmes.applied programmes.refused",
    "performance_award": (
        "run_facilities: incubators.appeal incubators.coached incubators.contact_hours incubators.filing "
        "incubators.hours incubators.lesson incubators.pressure incubators.selection_noise "
        "incubators.time_filling incubators.time_graduates incubators.time_money incubators.time_rights "
        "incubators.time_service"
    ),
    "level_award": (
        "run_facilities: incubators.appeal incubators.coached incubators.contact_hours incubators.filing "
        "incubators.hours incubators.lesson incubators.pressure incubators.selection_noise "
        "incubators.time_filling incubators.time_graduates incubators.time_money incubators.time_rights "
        "incubators.time_service"
    ),
    "host_cofunding": (
        "run_facilities: book.host_cofunding book.owner_support incubators.result_year incubators.support_year"
    ),
    "operator_training_budget": "enact_policy: book.operator_courses districts.operator_courses",
    "operator_chain": "review_places: incubators.skill",
    "operator_recruiting": (
        "run_facilities: districts.operator_contacts incubators.contact_hours incubators.hours incubators.lesson "
        "incubators.time_recruiting incubators.time_service"
    ),
    "benefit_sharing": (
        "run_facilities: incubators.appeal incubators.coached incubators.contact_hours incubators.filing "
        "incubators.hours incubators.lesson incubators.pressure incubators.selection_noise "
        "incubators.time_filling incubators.time_graduates incubators.time_money incubators.time_rights "
        "incubators.time_service"
    ),
    "third_party_evaluation": "review_places: incubators.behind incubators.score incubators.warnings",
    "voucher_envelope": (
        "enact_policy: book.appropriation districts.pot_used districts.pot_wanted districts.purses programmes.opened "
        "programmes.purse"
    ),
    "voucher_share": (
        "grant_and_tax: book.services book.voucher census.refused programmes.applied programmes.granted "
        "programmes.purse programmes.refused startups.advised_until startups.cash startups.costs_year "
        "startups.grants_year startups.support"
    ),
    "voucher_cap": (
        "grant_and_tax: book.services book.voucher census.refused programmes.granted programmes.purse "
        "programmes.refused startups.cash startups.costs_year startups.designs startups.grants_year "
        "startups.support"
    ),
    "digital_envelope": (
        "enact_policy: book.appropriation districts.pot_used districts.pot_wanted districts.purses programmes.opened "
        "programmes.purse"
    ),
    "digital_share": (
        "grant_and_tax: book.digital book.services programmes.applied programmes.granted programmes.purse "
        "startups.cash startups.costs_year startups.digital startups.grants_year startups.support"
    ),
    "platform_budget": "enact_policy: book.platforms districts.access districts.platform",
    "transfer_budget": "enact_policy: book.technology_transfer districts.lift districts.technology districts.usable",
    "joint_research_envelope": (
        "enact_policy: book.appropriation districts.pot_used districts.pot_wanted districts.purses programmes.opened "
        "programmes.purse"
    ),
    "joint_research_share": (
        "grant_and_tax: book.joint_research book.services programmes.applied programmes.granted programmes.purse "
        "startups.capability startups.cash startups.costs_year startups.grants_year startups.research_year "
        "startups.support"
    ),
    "information_budget": "enact_policy: book.information districts.aware",
    "one_stop_budget": "enact_policy: book.one_stop districts.saved_time",
    "agency_budget": "enact_policy: book.agencies districts.agencies districts.filed districts.service_price",
    "prototyping_budget": "enact_policy: book.prototyping districts.prototyping",
    "equipment_opened": "enact_policy: districts.access",
    "crowdsourcing_budget": "enact_policy: book.crowdsourcing districts.crowdsourced",
    "training_budget": "enact_policy: book.training districts.training_rate",
    "event_budget": "enact_policy: book.events",
    "education_budget": "enact_policy: book.education",
    "campaign_budget": "enact_policy: book.campaigns districts.culture",
    "role_model_budget": "enact_policy: book.role_models districts.hearing",
    "registration_days_saved": "found_firms: startups.registered",
    "approval_days_saved": (
        "found_firms: book.fit_out book.founders_equity startups.area startups.capability startups.cash "
        "startups.contract_value startups.contracts startups.district startups.founder startups.founder_wage "
        "startups.heads startups.high_tech_share startups.key startups.niche startups.outside_wage "
        "startups.paid_in startups.patience startups.quality startups.ready startups.registered "
        "startups.research_skill startups.rows startups.sector startups.wage_bill talents.attempts "
        "talents.employer talents.venture talents.wage"
    ),
    "deregistration_days_saved": "certify_exit_and_measure: startups.deregistered",
    "market_access_opened": "review_places: districts.components",
    "leave_rule": (
        "found_firms: book.fit_out book.founders_equity startups.area startups.capability startups.cash "
        "startups.contract_value startups.contracts startups.district startups.founder startups.heads "
        "startups.high_tech_share startups.key startups.niche startups.origin startups.outside_wage "
        "startups.paid_in startups.patience startups.quality startups.ready startups.research_skill "
        "startups.rows startups.sector talents.attempts talents.employer talents.post_kept talents.venture "
        "talents.wage"
    ),
    "employee_leave": (
        "found_firms: book.fit_out book.founders_equity startups.area startups.capability startups.cash "
        "startups.contract_value startups.contracts startups.district startups.founder startups.heads "
        "startups.high_tech_share startups.key startups.niche startups.outside_wage startups.paid_in "
        "startups.patience startups.quality startups.ready startups.research_skill startups.rows "
        "startups.sector talents.attempts talents.employer talents.post_kept talents.venture talents.wage"
    ),
    "achievement_rights": (
        "found_firms: book.fit_out book.founders_equity startups.area startups.capability startups.cash "
        "startups.contract_value startups.district startups.founder startups.founder_wage startups.heads "
        "startups.high_tech_share startups.key startups.niche startups.origin startups.outside_wage "
        "startups.paid_in startups.patience startups.quality startups.registered startups.research_skill "
        "startups.rows startups.sector startups.wage_bill talents.attempts talents.employer talents.venture "
        "talents.wage"
    ),
    "title_for_transfer": (
        "found_firms: book.fit_out book.founders_equity startups.area startups.capability startups.cash "
        "startups.contract_value startups.contracts startups.district startups.founder startups.heads "
        "startups.high_tech_share startups.key startups.niche startups.origin startups.outside_wage "
        "startups.paid_in startups.patience startups.quality startups.ready startups.research_skill "
        "startups.rows startups.sector talents.attempts talents.employer talents.venture talents.wage"
    ),
    "safety_net": (
        "move_people_and_firms: book.safety_net census.talent census.talent_left census.talent_scientist "
        "census.talent_seeking sectors.seekers talents.alive talents.departed"
    ),
    "ip_budget": "enact_policy: book.ip_protection districts.protection",
    "ip_trading_budget": (
        "enact_policy: book.ip_trading districts.ip_liquidity districts.lift districts.technology districts.usable"
    ),
    "error_tolerance": "raise_equity: funds.caution",
    "award_envelope": (
        "enact_policy: book.appropriation districts.pot_used districts.pot_wanted districts.purses programmes.opened "
        "programmes.purse"
    ),
    "tech_sme_award": "certify_exit_and_measure: startups.award_due",
    "high_tech_award": "certify_exit_and_measure: census.high_tech_applied census.high_tech_refused",
    "strong_award": "certify_exit_and_measure: startups.award_due",
    "patent_award": "enact_policy: districts.filed",
    "coaching_budget": "enact_policy: book.coaching districts.coached",
    "research_grant_envelope": (
        "enact_policy: book.appropriation districts.pot_used districts.pot_wanted districts.purses programmes.opened "
        "programmes.purse"
    ),
    "research_grant_share": (
        "grant_and_tax: book.laboratory book.research_grant programmes.applied programmes.granted programmes.purse "
        "startups.capability startups.cash startups.costs_year startups.grants_year startups.research_year "
        "startups.support"
    ),
    "research_grant_cap": (
        "grant_and_tax: book.laboratory book.research_grant programmes.purse startups.capability startups.cash "
        "startups.costs_year startups.grants_year startups.research_year startups.support"
    ),
    "grant_to_equity": "grant_and_tax: startups.owed_to_public",
    "tax_rebate": "grant_and_tax: book.tax_returned startups.cash startups.support",
    "founder_grant_envelope": (
        "enact_policy: book.appropriation districts.pot_used districts.pot_wanted districts.purses programmes.opened "
        "programmes.purse"
    ),
    "founder_grant": (
        "grant_and_tax: book.founder_grant book.laboratory programmes.applied programmes.granted programmes.purse "
        "startups.capability startups.cash startups.costs_year startups.grants_year startups.research_year "
        "startups.support"
    ),
    "guidance_commitment": (
        "raise_equity: book.equity book.guidance_commitment book.management_fees census.funds_came funds.cash "
        "funds.invested funds.local_invested funds.reserve funds.rows stakes.amount stakes.deal "
        "stakes.founders_after stakes.fund stakes.lead stakes.rows stakes.share stakes.startup startups.cash "
        "startups.founder_share startups.investor startups.paid_in startups.raised startups.round_amount "
        "startups.valuation"
    ),
    "guidance_share": "raise_equity: funds.target",
    "local_multiple": "raise_equity: funds.local_multiple",
    "profit_concession": "raise_equity: funds.concession",
    "fund_promotion_budget": "enact_policy: book.fund_promotion",
    "matching_budget": "enact_policy: book.matching districts.meetings",
    "pool_funding": "enact_policy: book.pool_funding districts.pool",
    "pool_share": (
        "run_banks: book.lending census.loans_made districts.pool_backed districts.pool_lent loans.rows "
        "startups.cash startups.debt startups.loan"
    ),
    "pool_leverage": (
        "run_banks: book.lending census.loans_made districts.pool_backed districts.pool_lent loans.rows "
        "startups.cash startups.debt startups.loan"
    ),
    "pool_stop_loss": (
        "run_banks: book.lending census.loans_made districts.pool_backed districts.pool_lent loans.rows "
        "startups.cash startups.debt startups.loan"
    ),
    "pledge_lending": "run_banks: loans.pledged",
    "interest_envelope": (
        "enact_policy: book.appropriation districts.pot_used districts.pot_wanted districts.purses programmes.opened "
        "programmes.purse"
    ),
    "interest_share": (
        "grant_and_tax: book.interest_subsidy programmes.applied programmes.granted programmes.purse startups.cash "
        "startups.grants_year startups.support"
    ),
    "seed_commitment": (
        "raise_equity: book.equity book.management_fees book.seed_commitment census.funds_came funds.rows "
        "stakes.amount stakes.deal stakes.founders_after stakes.fund stakes.lead stakes.rows stakes.share "
        "stakes.startup startups.cash startups.founder_share startups.paid_in startups.raised "
        "startups.round_amount startups.valuation"
    ),
    "coinvestment_commitment": (
        "raise_equity: book.coinvestment_commitment book.management_fees census.funds_came funds.cash "
        "funds.invested funds.local_invested funds.reserve funds.rows stakes.amount stakes.deal "
        "stakes.founders_after stakes.fund stakes.lead stakes.rows stakes.share stakes.startup"
    ),
    "corporate_commitment": (
        "raise_equity: book.corporate_commitment book.management_fees census.funds_came funds.cash funds.invested "
        "funds.local_invested funds.reserve funds.rows stakes.amount stakes.deal stakes.founders_after "
        "stakes.fund stakes.lead stakes.rows stakes.share stakes.startup"
    ),
    "inhouse_commitment": (
        "raise_equity: book.inhouse_commitment book.management_fees book.private_commitment funds.rows"
    ),
    "upper_fund_commitment": (
        "raise_equity: book.management_fees book.upper_commitment census.funds_came funds.cash funds.invested "
        "funds.local_invested funds.reserve funds.rows stakes.amount stakes.deal stakes.founders_after "
        "stakes.fund stakes.lead stakes.rows stakes.share stakes.startup startups.investor"
    ),
    "angel_tax_credit": "raise_equity: book.tax_forgone_angel",
    "merger_budget": "enact_policy: book.merger_brokerage districts.brokered",
    "listing_budget": "enact_policy: book.listing_coaching districts.groomed",
    "receivables_lending": (
        "run_banks: book.lending census.loans_made loans.rows startups.cash startups.debt startups.loan"
    ),
    "linked_lending": (
        "run_banks: book.lending census.loans_made loans.rows startups.cash startups.debt startups.loan"
    ),
    "insurance_share": (
        "run_banks: book.insurance_premium book.lending census.loans_made loans.rows startups.cash "
        "startups.costs_year startups.debt startups.loan"
    ),
    "lender_exemption": (
        "run_banks: book.lending census.loans_made loans.rows startups.cash startups.debt startups.loan"
    ),
    "credit_information": (
        "run_banks: book.lending census.loans_made loans.rows startups.cash startups.debt startups.loan"
    ),
    "microloan_cap": (
        "run_banks: book.lending census.loans_made loans.rows startups.cash startups.debt startups.loan"
    ),
    "microloan_guarantee": (
        "run_banks: book.lending census.loans_made loans.rows startups.cash startups.debt startups.loan"
    ),
    "talent_loan_cap": (
        "run_banks: book.lending census.loans_made loans.rows startups.cash startups.debt startups.loan"
    ),
    "crowdfunding_cap": (
        "raise_equity: book.crowdfunding book.materials startups.cash startups.costs_year startups.presold "
        "startups.sales startups.sales_year"
    ),
    "talent_award_envelope": (
        "enact_policy: book.appropriation districts.pot_used districts.pot_wanted districts.purses programmes.opened "
        "programmes.purse"
    ),
    "talent_award": (
        "move_people_and_firms: book.talent_award census.talent census.talent_awarded census.talent_came "
        "census.talent_engineer census.talent_left census.talent_scientist census.talent_seeking "
        "programmes.granted programmes.purse sectors.seekers talents.alive talents.departed talents.key "
        "talents.kind talents.origin talents.rows talents.sector talents.skill"
    ),
    "settlement_envelope": (
        "enact_policy: book.appropriation districts.pot_used districts.pot_wanted districts.purses programmes.opened "
        "programmes.purse"
    ),
    "settlement_subsidy": (
        "hire_people: book.settlement census.talent_hired programmes.granted programmes.purse startups.heads "
        "startups.research_heads startups.research_skill startups.vacancies startups.wage_bill "
        "talents.employer talents.supported_until talents.wage"
    ),
    "settlement_months": "hire_people: book.settlement programmes.purse talents.supported_until",
    "talent_flats": "enact_policy: book.talent_flats",
    "recruiting_budget": "enact_policy: book.recruiting",
    "talent_service_budget": "enact_policy: book.talent_services",
    "mobility_reform": (
        "move_people_and_firms: census.talent census.talent_came census.talent_engineer census.talent_leading "
        "census.talent_left census.talent_outside census.talent_scientist census.talent_seeking "
        "census.talent_young_professional districts.residents sectors.seekers talents.alive talents.departed "
        "talents.employer talents.key talents.kind talents.rows talents.sector talents.skill"
    ),
    "international_budget": "enact_policy: book.international districts.lift districts.technology districts.usable",
    "equity_incentive": (
        "hire_people: census.talent_hired startups.heads startups.research_heads startups.research_skill "
        "startups.vacancies startups.wage_bill talents.employer talents.wage"
    ),
    "procurement_envelope": (
        "enact_policy: book.appropriation districts.pot_used districts.pot_wanted districts.purses programmes.opened "
        "programmes.purse"
    ),
    "supply_opening": "do_research_and_marketing: sectors.tendered",
    "cluster_budget": "enact_policy: book.clusters districts.cluster_meetings",
    "promotion_budget": "enact_policy: book.promotion",
    "project_mix": "move_people_and_firms: startups.sector",
    "outpost_budget": "enact_policy: book.outposts",
    "lead_firm_budget": "enact_policy: book.lead_firms",
    "relocation_envelope": (
        "enact_policy: book.appropriation districts.pot_used districts.pot_wanted districts.purses programmes.opened "
        "programmes.purse"
    ),
    "relocation_grant": (
        "move_people_and_firms: book.founders_equity book.relocation census.attracted programmes.granted programmes.purse "
        "startups.area startups.capability startups.cash startups.contract_value startups.grants_year "
        "startups.heads startups.key startups.niche startups.paid_in startups.rows startups.support"
    ),
    "race_pressure": "enact_policy: districts.hurry districts.opening",
    "fiscal_pot": "enact_policy: book.appropriation districts.pot_share districts.pot_used programmes.purse",
    "upper_transfer": (
        "enact_policy: book.appropriation book.upper_transfer districts.pot_share districts.pot_used "
        "programmes.purse"
    ),
    "coordination_budget": "enact_policy: book.coordination districts.opening",
}
