"""Rows on what policies do, each a virtual experiment held against a study."""

import math

import numpy as np

from sim.validation.experiments import FLATS, OUTCOMES, SMALL, SUBSIDY, WEAKER, Experiment
from sim.validation.facts import Parts, mean
from sim.validation.reference_city import initial_state


def mean_effect(outcome: str, trial: Experiment) -> Parts:
    """The mean difference a treatment makes to its subjects."""
    t, c = (OUTCOMES[outcome](firms).astype(float) for firms in trial.pairs())
    return mean(t - c)


def relative_effect(outcome: str, trial: Experiment) -> Parts:
    """By how much more of its subjects meet something, against those who do untreated."""
    t, c = (float(OUTCOMES[outcome](firms).sum()) for firms in trial.pairs())
    return t - c, c


def total_effect(name: str, trial: Experiment) -> Parts:
    """By how much a measure of the whole city is larger at the end than without the treatment."""
    t, c = (float(lived.month(name)[-1]) for lived in (trial.treated, trial.control))
    return t - c, c


def ability_elasticity(trial: Experiment) -> Parts:
    """How total sales answer to what firms here can do against suppliers elsewhere, as a part of
    the answer that customers' choice alone would give: the outsiders' share of all standing.

    A city where nothing is lost to other limits has 1; one whose sales are given has 0.
    """
    t, c = (float(lived.month("sales_12")[-1]) for lived in (trial.treated, trial.control))
    sectors = initial_state()[0].tables["sectors"]
    outside = sectors["rivals"] / (sectors["appeal"] + sectors["rivals"])
    return math.log(t / c) / -math.log(WEAKER), float(
        np.average(outside, weights=sectors["sales_12"])
    )


def research_additionality(trial: Experiment) -> Parts:
    """Real research of all firms over the years, more than without the grants, for each yuan
    granted.
    """
    t, c = (
        sum(float(rows["research_year"].sum()) for rows in lived.years.values())
        for lived in (trial.treated, trial.control)
    )
    return t - c, float(trial.treated.books["research_grant"].sum())


def employment_effect(small: bool, trial: Experiment) -> Parts:
    """The mean log difference of people for ten points of subsidy, among firms that have any at the
    end in both.
    """
    t, c = trial.pairs()
    size = trial.control.years[min(trial.control.years)]
    first = size["key"][(size["heads"] < SMALL) == small]
    both = t["alive"] & c["alive"] & (t["heads"] > 0) & (c["heads"] > 0) & np.isin(t["key"], first)
    effect = float(np.log(t["heads"][both] / c["heads"][both]).sum())
    return effect * 0.10 / SUBSIDY, float(both.sum())


def private_leverage(trial: Experiment) -> Parts:
    """Private money in guidance funds for each yuan of public money."""
    funds = treatment_funds(trial)
    return float((funds["raised"] - funds["public_paid"]).sum()), float(funds["public_paid"].sum())


def fundraising_ratio(trial: Experiment) -> Parts:
    """What guidance funds raised of their target size."""
    funds = treatment_funds(trial)
    return float(funds["raised"].sum()), float(funds["target"].sum())


def fundraising_spread(trial: Experiment) -> Parts:
    """How differently guidance funds get on with raising: the standard deviation of raised over
    target among them.
    """
    funds = treatment_funds(trial)
    return float((funds["raised"] / funds["target"]).std()) if len(funds) else 0.0, 1.0


def failed_fundraising(trial: Experiment) -> Parts:
    """Guidance funds that find too little private money to be set up."""
    return mean(treatment_funds(trial)["dissolved"])


def treatment_funds(trial: Experiment) -> np.ndarray:
    """The funds the treatment set up."""
    funds = trial.treated.funds
    chosen: np.ndarray = funds[(funds["line"] == 0) & (funds["born"] >= trial.treated.first)]
    return chosen


def talent_effect(trial: Experiment) -> Parts:
    """Talent in the region at the end, more than without the flats, a flat."""
    return trial.treated.month("talent")[-1] - trial.control.month("talent")[-1], FLATS


def housing_cost_effect(trial: Experiment) -> Parts:
    """Housing costs at the end against those without the flats, less one."""
    t, c = (float(lived.districts["housing"].mean()) for lived in (trial.treated, trial.control))
    return t - c, c
