"""What a comparison says, as plain data: screen, files, figure, report and --json all show these
numbers.

Differences are a policy's less the baseline's in the same run.  Policies are named by their row,
the baseline's is 0; names are given in both languages.
"""

from dataclasses import asdict

import numpy as np
from numpy import ndarray

from sim.core.records import Record
from sim.model.calendar import month_name
from sim.runs.ensemble import nature_of
from sim.runs.outcomes import ALL_MET, OUTLAY
from sim.runs.targets import outcome_targets, wilson_interval
from sim.study.compare.comparison import Comparison
from sim.study.compare.firm_pairs import COUNTED, MOVES, PARTS, SIZES
from sim.study.compare.outcomes import MET, NET
from sim.study.methods.paired_difference import LEVEL, cost_per_unit, mean_of, paired_difference
from sim.study.methods.ranking import CONFIDENCE, FIRST, posterior_best_chances
from sim.words.catalogue import bilingual_message


def comparison_data(found: Comparison) -> Record:
    """Everything that is shown of a comparison."""
    scenario, others = found.scenarios[0], range(1, len(found.scenarios))
    last = scenario.first + found.months - 1
    return {
        "plan": {name: getattr(scenario, name) for name in ("name", "zh", "en", "document")},
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
        "decided": target_names(found, decided=True),
        "undecided": target_names(found, decided=False),
        "outcomes": [outcome_comparison(found, name) for name in found.fields],
        "costs": [cost_row(found, k) for k in others],
        "losers": [losers_and_winners(found, k) for k in others],
        "ranking": policy_ranking(found),
        "frontiers": [cost_frontier(found, name) for name in COUNTED],
    }


def outcome_label(found: Comparison, name: str) -> Record:
    """What names an outcome."""
    f = found.fields[name]
    return {"name": name, "zh": f.zh, "en": f.en, "unit": f.unit}


def target_names(found: Comparison, decided: bool) -> list[Record]:
    """The outcome targets that the policies compared decide, or those that none of them does."""
    return [
        {"id": t.id, "zh": t.zh, "en": t.en}
        for t in outcome_targets(found.scenarios[0])
        if (t.id not in found.beyond_reach) == decided
    ]


def headline_outcomes(found: Comparison) -> list[str]:
    """The outcomes of the short table: targets, the ladder, jobs and sales, money."""
    chosen = outcome_targets(found.scenarios[0])
    return [
        *([ALL_MET, MET] if chosen else []),
        *(f"target.{t.id}" for t in chosen),
        *COUNTED,
        OUTLAY,
        NET,
    ]


def outcome_comparison(found: Comparison, name: str) -> Record:
    """An outcome under each policy, and its differences from the baseline (None for the baseline
    itself).
    """
    values = found.outcome(name)
    differences = [asdict(paired_difference(column, values[:, 0])) for column in values.T[1:]]
    return {
        **outcome_label(found, name),
        "policies": [outcome_level(column, found.is_share(name)) for column in values.T],
        "differences": [None, *differences],
    }


def outcome_level(values: ndarray, share: bool) -> Record:
    """An outcome's mean and its interval (Wilson's for a share of runs), and the 80 % band of the
    runs.
    """
    lower, median, upper = np.quantile(values, [0.1, 0.5, 0.9]).tolist()
    found = mean_row(values)
    if share:
        found["low"], found["high"] = wilson_interval(int(values.sum()), len(values))
    return {**found, "median": median, "lower": lower, "upper": upper}


def mean_row(values: ndarray) -> Record:
    """A mean over runs and its interval."""
    return asdict(mean_of(values))


def cost_row(found: Comparison, k: int) -> Record:
    """What a policy costs beyond the baseline, and for each thing counted what officials would
    claim, what of it the policy did, and what one more costs.
    """
    extra, extra_net = found.gain(OUTLAY)[:, k], found.gain(NET)[:, k]
    spent = float(found.outcome(OUTLAY)[:, k].mean())
    parts, rows = np.stack([run.parts[k] for run in found.runs], -1), []
    for name, split in zip(COUNTED, parts, strict=True):
        more, claimed = found.gain(name)[:, k], float(split[0].mean())
        rows.append(
            {
                **outcome_label(found, name),
                "additional": mean_row(more),
                **dict(zip(PARTS, map(mean_row, split), strict=True)),
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


def losers_and_winners(found: Comparison, k: int) -> Record:
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
                    {**outcome_label(found, name), **mean_row(places[:, j, at])}
                    for j, name in enumerate(COUNTED)
                ],
            }
            for at, d in enumerate(scenario.districts)
        ],
    }


def firm_moves(moves: ndarray) -> Record:
    """Firms without the policy, of them lost, firms gained, and both together, from one row a run."""
    return {
        **{name: mean_row(moves[:, i]) for i, name in enumerate(MOVES)},
        "net": mean_row(moves[:, 2] - moves[:, 1]),
    }


def policy_ranking(found: Comparison) -> Record:
    """The policies by one outcome: means, how likely each is best or as good as the best, and what
    would settle it.

    `alike` are those that differ from the best by less than the indifference zone: the search says
    that it is hardly worse than any, not that it is better than these.
    """
    zone, where, means = found.indifference_zone(), found.choice(), found.outcome(found.by).mean(0)
    none = [None] * len(means)
    best, good = posterior_best_chances(found.ranking_values(), zone) or (none, none)
    alike = [k for k, m in enumerate(means) if k == where.best or abs(means[where.best] - m) < zone]
    return {
        **outcome_label(found, found.by),
        "zone": zone,
        "less_is_better": found.less_is_better,
        "confidence": CONFIDENCE,
        **asdict(where),
        "alike": alike,
        "needed": FIRST,
        "policies": [
            {"mean": float(m), "first": b, "good": g}
            for m, b, g in zip(means, best, good, strict=True)
        ],
    }


def cost_frontier(found: Comparison, name: str) -> Record:
    """Each policy's extra outlay and extra outcome, and which other gives as much for less (None
    for none).
    """
    cost, gain = found.gain(OUTLAY), found.gain(name)
    points = [
        {
            "cost": mean_row(cost[:, k]),
            "gain": mean_row(gain[:, k]),
            "dominated_by": dominating_policy(cost.mean(0), gain.mean(0), k),
        }
        for k in range(len(found.scenarios))
    ]
    return {**outcome_label(found, name), "policies": points}


def dominating_policy(cost: ndarray, gain: ndarray, k: int) -> int | None:
    """A policy that costs no more and gives no less, and is better in one of the two; of several
    the one that gives most.
    """
    better = [
        j
        for j in range(len(cost))
        if cost[j] <= cost[k] and gain[j] >= gain[k] and (cost[j] < cost[k] or gain[j] > gain[k])
    ]
    return max(better, key=lambda j: gain[j], default=None)
