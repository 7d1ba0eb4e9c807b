"""What an ensemble says, as plain data: tables, files, figures and --json all show these numbers.

Every quantity is the median over runs with its 80 % band (a tenth of the runs lie below, a tenth
above).  Names are given in both languages, so that the data do not depend on the reader's.
"""

from functools import reduce
from typing import Any

import numpy as np

from sim.core.fields import Field
from sim.core.files import read_declarations
from sim.core.records import Record, Row
from sim.model.agents.payments import Book
from sim.model.calendar import month_name
from sim.model.codes import RUNGS, TEAM
from sim.model.measures import Census
from sim.plan.parts import Target
from sim.plan.quantities import NATURE
from sim.results.plan_contents import nondefault_readings, pick
from sim.runs.ensemble import Ensemble, nature_of
from sim.runs.histories import RunHistories
from sim.runs.outcomes import public_outlays
from sim.runs.targets import (
    Score,
    binding_target,
    given_names,
    joint_probability,
    numbers_met,
    target_scores,
)
from sim.scenario.scenario import Scenario
from sim.words.catalogue import bilingual_message, say_in

LADDER = RUNGS[TEAM + 1 :]
MEASURES: Row = read_declarations(__file__, "measures.toml")
OUTLAY = "money.outlay"  # all public outlay together


def ensemble_summary(ensemble: Ensemble) -> Record:
    """Everything the tables show, ready for JSON."""
    scenario, found = ensemble.scenario, target_scores(ensemble)
    return {
        "plan": {
            **pick(scenario, "name", "zh", "en", "policy", "policy_zh", "policy_en", "document"),
            "read_as": nondefault_readings(scenario),
        },
        "nature": nature_summary(scenario),
        "runs": len(ensemble.seeds),
        "failed": len(ensemble.failures),
        "seed": ensemble.seed,
        "first": month_name(ensemble.first),
        "last": month_name(last_month(ensemble)),
        "complete": last_month(ensemble) >= scenario.last,
        "all_met": joint_success(found),
        "binds": least_likely_target(found),
        "targets": target_summaries(ensemble, found),
        "rungs": [stock_change(ensemble, name) for name in LADDER],
        "region": [stock_change(ensemble, name) for name in MEASURES["stocks"]],
        "over_horizon": [flow_total(ensemble, name) for name in MEASURES["flows"]],
        "money": outlay_summary(ensemble),
        "started_from": [  # stocks known before the first month, and what the start has of them
            {"name": name, **measure_keys(name), **known, **known_growth(name, ensemble)}
            for name, known in ensemble.spinup.get("stocks", {}).items()
        ],
        "out_of_reach": [  # those that no rate within its bounds could meet
            {"name": name, **measure_keys(name)} for name in ensemble.spinup.get("out_of_reach", [])
        ],
    }


def known_growth(name: str, ensemble: Ensemble) -> Record:
    """How a known stock grew, as the plan tells it and as the start has it; nothing where it tells
    none.
    """
    growth = ensemble.spinup.get("growths", {}).get(name)
    return {"growth_known": growth["known"], "growth_met": growth["met"]} if growth else {}


def nature_summary(scenario: Scenario) -> Record:
    """The nature of the runs, with the names of the parameters that differ between them."""
    known, told = NATURE, nature_of(scenario)
    return {
        "name": told["name"],
        "sets": told["sets"],
        "drawn": [{"name": name, **pick(known[name], "zh", "en")} for name in told["drawn"]],
    }


def last_month(ensemble: RunHistories) -> int:
    """The month number of the last month lived."""
    return ensemble.first + ensemble.months - 1


def bands(values: np.ndarray) -> dict[str, np.ndarray]:
    """Median and 80 % band over runs, which are the first axis, of each place along the others."""
    lower, median, upper = np.quantile(values, [0.1, 0.5, 0.9], axis=0)
    return {"median": median, "lower": lower, "upper": upper}


def median_with_band(values: np.ndarray) -> dict[str, float]:
    """Median and 80 % band of one number a run."""
    return {name: float(value) for name, value in bands(values).items()}


def joint_success(found: list[Score]) -> Record:
    """How many runs meet every target that counts, how many of them a run meets, and how many
    outcome targets are not decided here.
    """
    counted = [s for s in found if s.counts]
    probability, low, high = joint_probability(found)
    return {
        "targets": len(counted),
        "undecided": sum(not s.within_reach for s in found if s.target.chosen),
        "runs_meeting": round(probability * len(counted[0].met)) if counted else 0,
        "probability": probability,
        "low": low,
        "high": high,
        "certain": sum(s.probability == 1 for s in counted),
        "met": met_with_band(numbers_met(found)) if counted else None,
    }


def met_with_band(numbers: np.ndarray) -> dict[str, float]:
    """How many targets runs meet: the mean, for the median of few runs may be no number of targets,
    and the 80 % band.
    """
    return {"mean": float(numbers.mean()), **median_with_band(numbers)}


def least_likely_target(found: list[Score]) -> Record | None:
    """The target that the joint chance hangs on, and how often the others are met together."""
    worst = binding_target(found)
    if worst is None:
        return None
    others = [s for s in found if s is not worst]
    return {
        **pick(worst.target, "id", "variant", "zh", "en"),
        "probability": worst.probability,
        "short": worst.short,
        "rest": joint_success(others),
    }


def target_summaries(ensemble: Ensemble, found: list[Score]) -> list[Record]:
    """Every row of the plan's list of targets in its order, measured or not."""
    scores = {id(s.target): s for s in found}
    rows = []
    for t in ensemble.scenario.targets:
        row = pick(t, "id", "variant", "zh", "en", "role", "section", "reading")
        row |= {"chosen": bool(t.chosen), "measured": id(t) in scores}
        if score := scores.get(id(t)):
            row |= pick(t, "measure", "comparator", "value", "unit")
            row |= pick(score, "median", "lower", "upper", "probability", "low", "high", "short")
            row |= {
                "deadline": month_name(t.deadline),
                "read_at": month_name(min(t.deadline, last_month(ensemble))),
                "runs_meeting": int(score.met.sum()),
                "first_met": None if score.first_met is None else month_name(score.first_met),
                "decided": score.within_reach,
                "moved": score.moved,
            }
            if not score.within_reach:
                row["undecided"] = dict(zip(("zh", "en"), why_undecided(t), strict=True))
        else:
            row |= pick(t, "why_not")
        rows.append(row)
    return rows


def why_undecided(target: Target) -> tuple[str, str]:
    """Why a target is not decided here, in Chinese and English: the series and stocks that its
    measures follow, or that nothing moves it.
    """
    if not (names := given_names(target)):
        return bilingual_message("undecided_general")
    chinese, english = (
        say_in(language, "between").join(say_in(language, f"given.{name}") for name in names)
        for language in ("zh", "en")
    )
    return say_in("zh", "undecided_given", things=chinese), say_in(
        "en", "undecided_given", things=english
    )


def measure_declaration(name: str) -> Field:
    """The declaration of a measure ("jobs") or payment ("money.equity")."""
    kind = Book if name.startswith("money.") else Census
    return getattr(kind, name.removeprefix("money."))


def measure_keys(name: str) -> dict[str, str]:
    """A measure's names and unit, as rows of data have them."""
    return pick(measure_declaration(name), "zh", "en", "unit")


def values_by_district(ensemble: RunHistories, name: str) -> np.ndarray:
    """A measure, a payment or the outlay by run, month and district."""
    if name == OUTLAY:
        there = ensemble.books.dtype.names or ()
        paid = [np.asarray(ensemble.books[n], float) for n in public_outlays() if n in there]
        return reduce(np.add, paid)
    table = ensemble.books if name.startswith("money.") else ensemble.history
    return np.asarray(table[name.removeprefix("money.")], float)


def regional_series(ensemble: RunHistories, name: str) -> np.ndarray:
    """A measure or payment summed over districts, by run and month."""
    return values_by_district(ensemble, name).sum(-1)


def stock_change(ensemble: RunHistories, name: str) -> Record:
    """A stock at the end of the first month and of the last."""
    path = regional_series(ensemble, name)
    return {
        "name": name,
        **measure_keys(name),
        "first": median_with_band(path[:, 0]),
        "last": median_with_band(path[:, -1]),
    }


def flow_total(ensemble: RunHistories, name: str) -> Record:
    """A flow added up over all months."""
    total = regional_series(ensemble, name).sum(1)
    return {"name": name, **measure_keys(name), **median_with_band(total)}


def years_of(ensemble: RunHistories) -> np.ndarray:
    """The calendar year of each month lived."""
    return (ensemble.first + np.arange(ensemble.months)) // 12


def outlay_summary(ensemble: Ensemble) -> Record:
    """Public outlay by lever over the horizon and by year, 万元, largest first; what is not outlay
    stands apart.
    """
    years, spent = years_of(ensemble), public_outlays()
    nothing = np.zeros((len(ensemble.seeds), ensemble.months))

    def line(names: list[str], **more: Any) -> Record:
        path = sum((regional_series(ensemble, f"money.{n}") for n in names), nothing)
        by_year = {str(y): float(np.median(path[:, years == y].sum(1))) for y in np.unique(years)}
        return {**more, **median_with_band(path.sum(1)), "years": by_year}

    def row(name: str) -> Record:
        f = getattr(Book, name)
        return line([name], name=name, lever=getattr(f, "lever", ""), zh=f.zh, en=f.en)

    rows = sorted(map(row, spent), key=lambda r: -r["median"])
    return {
        "unit": "万元",
        "rows": [r for r in rows if r["upper"] > 0],
        "unused": [r["name"] for r in rows if r["upper"] <= 0],
        "total": line(spent),
        "planned": float(ensemble.scenario.planned_public_money()),
        "apart": list(map(row, MEASURES["apart"])),
    }
