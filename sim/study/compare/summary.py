"""What a comparison says, as plain data: screen, files, figure, report and --json all show these
numbers.

Differences are a policy's less the baseline's in the same run.  Policies are named by their row,
the baseline's is 0; names are given in both languages.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Protocol

import numpy as np

from sim.core.errors import UserError
from sim.core.fields import Field
from sim.model.calendar import month_name
from sim.runs.ensemble import nature_of
from sim.runs.outcomes import ALL_MET, OUTLAY
from sim.runs.targets import outcome_targets, wilson_interval
from sim.scenario.scenario import Scenario
from sim.study.compare.firm_pairs import COUNTED, MOVES, PARTS, SIZES, PairedRun
from sim.study.compare.outcomes import MET, NET
from sim.study.methods.paired_difference import LEVEL, cost_per_unit, mean_of, paired_difference
from sim.study.methods.ranking import CONFIDENCE, FIRST, Choice, posterior_best_chances, select_best
from sim.words.catalogue import bilingual_message, say
from sim.words.suggestions import suggestion

WORSE = (
    "closed",
    "moved",
    "gave_up",
    "fell_back",
    "left_tech_sme",
    "left_high_tech",
    "left_strong",
    "defaults",
    "talent_left",
    "refused",
    "debt",
    OUTLAY,
    NET,
)  # of these less is better
SHARE_ZONE, TARGET_ZONE, PART_ZONE = 0.05, 0.25, 0.01
Row = dict[str, Any]


class PairedOutcomes(Protocol):
    """What is read of a comparison (`sim.study.compare.comparison.Comparison`)."""

    scenarios: tuple[Scenario, ...]
    seed: int
    months: int
    fields: dict[str, Field]
    by: str
    zone: float | None

    @property
    def runs(self) -> list[PairedRun]:
        """The runs that came through under every policy."""

    @property
    def failures(self) -> list[tuple[int, str]]:
        """The numbers of the others, with their tracebacks."""

    def outcome(self, name: str) -> np.ndarray:
        """One outcome by run and policy."""


def comparison_data(found: PairedOutcomes) -> Row:
    """Everything that is shown of a comparison."""
    scenario, others = found.scenarios[0], range(1, len(found.scenarios))
    last = scenario.first + found.months - 1
    return {
        "plan": {
            "name": scenario.name,
            "zh": scenario.zh,
            "en": scenario.en,
            "document": scenario.document,
        },
        "policies": [
            {
                "policy": s.policy,
                "zh": s.policy_zh,
                "en": s.policy_en,
                "planned": float(s.planned_public_money()),
            }
            for s in found.scenarios
        ],
        "nature": nature_of(scenario),
        "runs": len(found.runs),
        "failed": len(found.failures),
        "seed": found.seed,
        "level": LEVEL,
        "first": month_name(scenario.first),
        "last": month_name(last),
        "complete": last >= scenario.last,
        "shown": headline_outcomes(found),
        "outcomes": [outcome_comparison(found, name, f) for name, f in found.fields.items()],
        "costs": [cost_row(found, k) for k in others],
        "losers": [losers_and_winners(found, k) for k in others],
        "ranking": policy_ranking(found),
        "frontiers": [cost_frontier(found, name) for name in COUNTED],
    }


def outcome_label(name: str, f: Field) -> Row:
    """What names an outcome."""
    return {"name": name, "zh": f.zh, "en": f.en, "unit": f.unit}


def headline_outcomes(found: PairedOutcomes) -> list[str]:
    """The outcomes of the short table: targets, the ladder, jobs and sales, money."""
    chosen = outcome_targets(found.scenarios[0])
    return [
        *([ALL_MET, MET] if chosen else []),
        *(f"target.{t.id}" for t in chosen),
        *COUNTED,
        OUTLAY,
        NET,
    ]


def is_share(f: Field, values: np.ndarray) -> bool:
    """Whether an outcome says of each run that something is so or not."""
    return f.unit == "share" and bool(np.isin(values, (0.0, 1.0)).all())


def outcome_comparison(found: PairedOutcomes, name: str, f: Field) -> Row:
    """An outcome under each policy, and its differences from the baseline (None for the baseline
    itself).
    """
    values = found.outcome(name)
    return {
        **outcome_label(name, f),
        "policies": [outcome_level(column, is_share(f, values)) for column in values.T],
        "differences": [
            None,
            *(asdict(paired_difference(column, values[:, 0])) for column in values.T[1:]),
        ],
    }


def outcome_level(values: np.ndarray, share: bool) -> Row:
    """An outcome's mean and its interval (Wilson's for a share of runs), and the 80 % band of the
    runs.
    """
    lower, median, upper = map(float, np.quantile(values, [0.1, 0.5, 0.9]))
    found = mean_row(values)
    if share:
        found["low"], found["high"] = wilson_interval(int(values.sum()), len(values))
    return {**found, "median": median, "lower": lower, "upper": upper}


def mean_row(values: np.ndarray) -> Row:
    """A mean over runs and its interval."""
    return asdict(mean_of(values))


def cost_row(found: PairedOutcomes, k: int) -> Row:
    """What a policy costs beyond the baseline, and for each thing counted what officials would
    claim, what of it the policy did, and what one more costs.
    """
    outlay, net = found.outcome(OUTLAY), found.outcome(NET)
    extra, extra_net = outlay[:, k] - outlay[:, 0], net[:, k] - net[:, 0]
    spent, parts = float(outlay[:, k].mean()), np.stack([run.parts[k] for run in found.runs])
    rows = []
    for name, split in zip(COUNTED, np.moveaxis(parts, 1, 0), strict=True):
        values = found.outcome(name)
        more, claimed = values[:, k] - values[:, 0], float(split[:, 0].mean())
        rows.append(
            {
                **outcome_label(name, found.fields[name]),
                "additional": mean_row(more),
                **{part: mean_row(split[:, i]) for i, part in enumerate(PARTS)},
                "claimed_cost": spent / claimed if claimed else None,
                "cost": asdict(cost_per_unit(extra, more)),
                "net_cost": asdict(cost_per_unit(extra_net, more)),
            }
        )
    return {
        "row": k,
        "outlay": spent,
        "extra": mean_row(extra),
        "extra_net": mean_row(extra_net),
        "measures": rows,
    }


def losers_and_winners(found: PairedOutcomes, k: int) -> Row:
    """Firms alive without a policy and not with it, and the other way round, by district, sector
    and size; and what each district gains or loses of everything counted.
    """
    scenario = found.scenarios[0]
    groups = [
        *(("district", d.id, d.zh, d.en) for d in scenario.districts),
        *(("sector", s.id, s.zh, s.en) for s in scenario.sectors),
        *(("size", str(at), *bilingual_message(f"size.{at}")) for at in range(len(SIZES))),
    ]
    moves = np.stack([run.moves[k] for run in found.runs])
    places = np.stack([run.places[k] - run.places[0] for run in found.runs])
    whole = moves[:, : len(scenario.districts)].sum(1)
    return {
        "row": k,
        "all": firm_moves(whole),
        "groups": [
            {"group": group, "id": id, "zh": zh, "en": en, **firm_moves(moves[:, at])}
            for at, (group, id, zh, en) in enumerate(groups)
        ],
        "districts": [
            {
                "id": d.id,
                "zh": d.zh,
                "en": d.en,
                "measures": [
                    {**outcome_label(name, found.fields[name]), **mean_row(places[:, j, at])}
                    for j, name in enumerate(COUNTED)
                ],
            }
            for at, d in enumerate(scenario.districts)
        ],
    }


def firm_moves(moves: np.ndarray) -> Row:
    """Firms without the policy, of them lost, firms gained, and both together, from one row a run."""
    return {
        **{name: mean_row(moves[:, i]) for i, name in enumerate(MOVES)},
        "net": mean_row(moves[:, 2] - moves[:, 1]),
    }


def ranking_outcome(fields: Mapping[str, Field], scenario: Scenario, by: str | None) -> str:
    """The outcome that the ranking goes by: as asked, else the outcome targets met, else surviving
    firms; UserError for an unknown one.
    """
    if by is None:
        return MET if outcome_targets(scenario) else "startups"
    if by not in fields:
        raise UserError(say("compare_unknown_outcome", given=by, help=suggestion(by, fields)))
    return by


def less_is_better(found: PairedOutcomes) -> bool:
    """Whether a policy does better that has less of the outcome the ranking goes by."""
    targets = {f"target.{t.id}": t for t in found.scenarios[0].targets if t.chosen}
    return found.by in WORSE or (
        found.by in targets and targets[found.by].comparator.startswith("<")
    )


def indifference_zone(found: PairedOutcomes) -> float:
    """A difference that is too small to matter: as asked, else 5 points of a share, a quarter of a
    target, or 1 % of what the baseline has in the first runs.
    """
    if found.zone:
        return found.zone
    if found.by == MET:
        return TARGET_ZONE
    if found.fields[found.by].unit == "share":
        return SHARE_ZONE
    return PART_ZONE * max(1.0, abs(float(found.outcome(found.by)[:FIRST, 0].mean())))


def ranking_values(found: PairedOutcomes) -> np.ndarray:
    """The outcome the ranking goes by, by run and policy, more of it being better."""
    values = found.outcome(found.by)
    return -values if less_is_better(found) else values


def selection_state(found: PairedOutcomes) -> Choice:
    """Where the search for the best policy stands."""
    values = ranking_values(found)
    shares = is_share(found.fields[found.by], found.outcome(found.by))
    return select_best(values, indifference_zone(found), shares)


def policy_ranking(found: PairedOutcomes) -> Row:
    """The policies by one outcome: means, how likely each is best or as good as the best, and what
    would settle it.

    `alike` are those that differ from the best by less than the indifference zone: the search says
    that it is hardly worse than any, not that it is better than these.
    """
    zone, where = indifference_zone(found), selection_state(found)
    means = found.outcome(found.by).mean(0)
    none = [None] * len(means)
    best, good = posterior_best_chances(ranking_values(found), zone) or (none, none)
    alike = [
        k for k in range(len(means)) if k == where.best or abs(means[where.best] - means[k]) < zone
    ]
    return {
        **outcome_label(found.by, found.fields[found.by]),
        "zone": zone,
        "less_is_better": less_is_better(found),
        "confidence": CONFIDENCE,
        **asdict(where),
        "alike": alike,
        "needed": FIRST,
        "policies": [
            {"mean": float(m), "first": b, "good": g}
            for m, b, g in zip(means, best, good, strict=True)
        ],
    }


def cost_frontier(found: PairedOutcomes, name: str) -> Row:
    """Each policy's extra outlay and extra outcome, and which other gives as much for less (None
    for none).
    """
    outlay, values = found.outcome(OUTLAY), found.outcome(name)
    cost, gain = outlay - outlay[:, :1], values - values[:, :1]
    points = [
        {
            "cost": mean_row(cost[:, k]),
            "gain": mean_row(gain[:, k]),
            "dominated_by": dominating_policy(cost.mean(0), gain.mean(0), k),
        }
        for k in range(len(found.scenarios))
    ]
    return {**outcome_label(name, found.fields[name]), "policies": points}


def dominating_policy(cost: np.ndarray, gain: np.ndarray, k: int) -> int | None:
    """A policy that costs no more and gives no less, and is better in one of the two; of several
    the one that gives most.
    """
    better = [
        j
        for j in range(len(cost))
        if cost[j] <= cost[k] and gain[j] >= gain[k] and (cost[j] < cost[k] or gain[j] > gain[k])
    ]
    return max(better, key=lambda j: gain[j], default=None)
