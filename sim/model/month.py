"""The month: the table of contents of the model.

MONTH names the phases in their order, and with each the rules that decide in it, in the order they
are called.  A phase is one function of the region and its month (`m`, the month's row of the path,
one record a district); it prepares who takes part and calls the loops of its topic.  Three phases
are one pass over all startups each, in which several rules meet (`sim.model.phases.passes`).
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from numpy import ndarray

from sim.core.fields import blank_table
from sim.model.measures import Census
from sim.model.phases import firms, institutions, money, passes, people, places
from sim.model.region import Region
from sim.model.rules import (
    admit,
    arrive,
    attract_firms,
    boards,
    build,
    career,
    certify,
    checklists,
    crowdfund,
    dispatch,
    district_race,
    evaluate_facilities,
    facility_grants,
    firm_grants,
    found,
    founding_risk,
    hire,
    housing_market,
    invest,
    leading_firms,
    learn,
    leave,
    lend,
    measure,
    measure_institutions,
    measure_places,
    operate,
    outposts,
    platform_company,
    public_services,
    raise_money,
    seek_funding,
    settle,
    trade,
    transfer,
)

PhaseFunction: TypeAlias = Callable[[Region, ndarray], None]
Rules: TypeAlias = tuple[Callable[..., object], ...]

MONTH: Mapping[PhaseFunction, Rules] = {
    institutions.run_institutions: (
        dispatch.call_meetings,
        transfer.prepare_transfer,
        outposts.run_outposts,
        leading_firms.open_chains,
        platform_company.run_companies,
    ),
    places.enact_policy: (
        certify.turn_years,
        public_services.enact,
        public_services.pay_services,
        certify.keep_lists,
        certify.enter_lists,
    ),
    places.run_facilities: (
        build.build_for_companies,
        build.build,
        operate.operate,
        platform_company.carry_facilities,
        facility_grants.aid,
    ),
    people.move_people_and_firms: (
        career.settle_graduates,
        career.count_free_posts,
        career.promote,
        arrive.schooled_share,
        arrive.graduate,
        arrive.draw_contacts,
        attract_firms.reach_out,
        hire.assign_flats,
        arrive.approach,
        attract_firms.visit,
        attract_firms.welcome_leads,
        arrive.stay_or_go,
        arrive.count_people,
        housing_market.crowd,
    ),
    firms.found_firms: (
        found.fill_founding_calls,
        founding_risk.embolden,
        found.consider,
        found.bring_up,
        leading_firms.back_founders,
        found.register_teams,
    ),
    places.admit_tenants: (admit.list_rooms, admit.move_desks, admit.seat_applicants),
    people.hire_people: (
        hire.list_hirers,
        hire.list_job_seekers,
        hire.match_people,
        hire.update_wages,
    ),
    firms.do_research_and_marketing: (
        learn.spill_over,
        operate.teaching,
        learn.learn,
        trade.show,
    ),
    firms.trade_pay_and_plan: (
        trade.trade,
        trade.deliver,
        settle.pay_rent,
        settle.pay,
        settle.plan_staff,
        lend.amount_wanted,
    ),
    institutions.transfer_technology: (transfer.list_technology_seekers, transfer.transfer),
    firms.grant_and_tax: (
        firm_grants.apply,
        firm_grants.grant,
        settle.assess_firms,
        public_services.empty_purses,
    ),
    money.run_banks: (lend.repay_loans, lend.list_borrowers, lend.lend),
    money.raise_equity: (
        raise_money.settle_funds,
        raise_money.found_public_fund,
        platform_company.list_founders,
        platform_company.found_own_fund,
        leave.sell_out,
        raise_money.raise_money,
        raise_money.set_aside,
        raise_money.judge_funds,
        raise_money.keep_books,
        platform_company.take_returns,
        leave.list_targets,
        leave.buy_out,
        crowdfund.presell,
        crowdfund.offer_shares,
        seek_funding.seek_rounds,
        invest.list_funds,
        invest.meet,
        invest.invest,
    ),
    firms.certify_exit_and_measure: (
        measure.clear_sums,
        leave.forget,
        certify.certify,
        leave.leave,
        operate.share_benefit,
        boards.quote,
        measure.measure_startup,
        leave.stand_out,
        measure.count_closure,
    ),
    firms.settle_exits: (leave.pay_out,),
    places.review_places: (
        evaluate_facilities.review,
        evaluate_facilities.publish,
        evaluate_facilities.form_chain,
        evaluate_facilities.inspect,
        evaluate_facilities.look_back,
        district_race.race,
        evaluate_facilities.count_components,
        checklists.prepare,
    ),
    places.close_month: (
        measure_places.take_census,
        checklists.are_operators_marked,
        checklists.sum_operators,
        checklists.mark,
        checklists.follow_up,
        measure_places.sector_census,
        measure_institutions.institution_census,
    ),
}


def take_stock(region: Region) -> None:
    """Fill the sums that facilities, sectors and districts act on, before the first month."""
    t, m = region.tables, region.path[0]
    measure.clear_sums(t.incubators, t.sectors, t.districts)
    unseen = blank_table(len(t.districts), Census)
    passes.measure_startups(
        t.startups, region.agenda.living, t.incubators, t.sectors, t.districts, m, unseen
    )
    evaluate_facilities.inspect(t.incubators, t.districts, t.funds, m)
