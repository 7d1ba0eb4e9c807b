"""What it would be worth to know: as data, as a document with its figure."""

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial

from matplotlib.axes import Axes

from sim.core.records import Row
from sim.report.colors import ORANGE
from sim.report.document import (
    Blocks,
    ReportDocument,
    table_blocks,
)
from sim.report.figures.style import number_columns, panel_figures, plot_interval_bars
from sim.report.numbers import row_name, unit_name
from sim.report.subjects.explanation import (
    ExplanationRuns,
    explanation_document,
    explanation_head,
    failed_runs_sentence,
    format_amount,
    format_three_figures,
    outcome_row,
    unknown_rows,
)
from sim.results.plan_contents import pick
from sim.runs.outcomes import outcome_fields
from sim.scenario.scenario import load
from sim.scenario.scenario import policies as policies_of_plan
from sim.study.methods.value_of_information import analyse_information
from sim.study.questions import find_outcome, require_futures
from sim.words.catalogue import say, say_in, user_error

MOST_ROWS = 10


def information_value_records(data: Row) -> list[Row]:
    """What knowing each unknown is worth, and where the choice turns."""
    return [
        {
            **w,
            "unknown": data["unknowns"][w["name"]],
            "worth_unit": data["objective"]["unit"],
            "choice": " ".join(f"{t['start']:.6g}:{t['policy']}" for t in w["turns"]),
            "advice": turning_points_text(data, w),
        }
        for w in data["worth"]
    ]


def policy_records(data: Row) -> list[Row]:
    """The objective under each policy, on the average of futures."""
    unit = data["objective"]["unit"]
    return [{**p, "unit": unit, "best": p["name"] == data["best"]} for p in data["policies"]]


def information_value_document(data: Row) -> ReportDocument:
    """The policies, the unknowns most worth knowing, and what to choose when they are known."""
    rows = [w for w in information_value_records(data) if w["value"] > 0][:MOST_ROWS]
    return explanation_document(
        data,
        say("voi_title"),
        say(
            "voi_how",
            policies=len(data["policies"]),
            futures=data["futures"],
            runs=data["runs"],
            seed=data["seed"],
            count=len(data["unknowns"]),
        ),
        [
            *policy_table(data),
            *table_blocks("worth", rows, unit=unit_name(data["objective"]["unit"])),
        ],
        information_value_sentences(data),
        panel_figures(
            "worth",
            say("voi_figure"),
            [rows] if rows else [],
            0.7 + 0.26 * max(3, len(rows)),
            partial(plot_information_value, data),
        ),
    )


def policy_table(data: Row) -> Blocks:
    """The policies by the mean of the objective, the best first."""
    rows = sorted(policy_records(data), key=lambda p: -p["mean"])
    title, unit = row_name(data["objective"]), unit_name(data["objective"]["unit"])
    return table_blocks("policies", rows, "means", title, unit=unit)


def turning_points_text(data: Row, w: Row) -> str:
    """Which policy to choose where the unknown lies."""
    u, policies = data["unknowns"][w["name"]], {p["name"]: row_name(p) for p in data["policies"]}
    first, *later = w["turns"]
    return say("voi_semicolon").join(
        [
            say("voi_at_first" if later else "voi_always", policy=policies[first["policy"]]),
            *(
                say(
                    "voi_from",
                    line=format_amount(t["start"], u["unit"]),
                    policy=policies[t["policy"]],
                )
                for t in later
            ),
        ]
    )


def information_value_sentences(data: Row) -> list[str]:
    """What it comes to."""
    objective, unit = data["objective"], data["objective"]["unit"]
    best = next(p for p in data["policies"] if p["name"] == data["best"])
    found = [
        say(
            "voi_best",
            policy=row_name(best),
            objective=row_name(objective),
            mean=format_amount(best["mean"], unit),
        ),
        say(
            "voi_all",
            low=format_three_figures(data["all_low"]),
            high=format_amount(data["all_high"], unit),
        ),
    ]
    telling = [w for w in data["worth"] if w["tells"]]
    if telling:
        first = telling[0]
        found.append(
            say(
                "voi_first",
                unknown=row_name(data["unknowns"][first["name"]]),
                value=format_amount(first["value"], unit),
                turns=turning_points_text(data, first),
            )
        )
    else:
        found.append(say("voi_none", value=format_amount(data["worth"][0]["by_chance"], unit)))
    return [*found, *failed_runs_sentence(data), say("voi_caveat")]


def plot_information_value(data: Row, axes: Axes, rows: Sequence[Row]) -> None:
    """Bars of what the unknowns most worth knowing are worth, with intervals, and a line at what
    chance would show.
    """
    value, low, high = number_columns(rows, "value", "low", "high")
    unknowns, chance = (data["unknowns"][w["name"]] for w in rows), [not w["tells"] for w in rows]
    objective = data["objective"]
    title, unit = row_name(objective), unit_name(objective["unit"])
    plot_interval_bars(axes, unknowns, value, chance, low, high, title, unit, 44)
    axes.axvline(rows[0]["by_chance"], color=ORANGE, linestyle=(0, (4, 2)), linewidth=1.0)
    axes.set_xlim(0, None)


def explain_voi(
    session: ExplanationRuns,
    plan: str,
    policies: str | None,
    by: str,
    price: float | None,
    futures: int,
    nature: str,
) -> None:
    """Say what knowing an unknown is worth for the choice among a plan's policies."""
    require_futures(futures)
    given = policies_of_plan(plan) if policies is None else policies.split(",")
    names = list(dict.fromkeys(name.strip() for name in given))
    if len(names) < 2:
        raise user_error("explain_one_policy")
    scenarios = [load(plan, name, nature=nature) for name in names]
    objective = find_outcome(by, outcome_fields(scenarios[0]))
    with session.begin(scenarios[0], "voi"):
        unknowns = session.unknowns(scenarios[0])
        session.forecast(scenarios[0], futures * len(names))
        found, study = analyse_information(
            scenarios, unknowns, objective, price, session.way, futures
        )
    head = explanation_head("voi", scenarios[0], session.way, [study])
    head["plan"] |= {"policy": "", "policy_zh": "", "policy_en": ""}  # it is about them all
    row = outcome_row(scenarios[0], objective)
    if price is not None:
        zh, en = (
            say_in(name, "voi_net", what=row[name], price=format_three_figures(price))
            for name in ("zh", "en")
        )
        row = {"name": objective, "zh": zh, "en": en, "unit": "万元"}
    data = {
        **head,
        "objective": row,
        "price": price,
        "futures": futures,
        "policies": [
            pick(p, "policy as name", "policy_zh as zh", "policy_en as en") | {"mean": mean}
            for p, mean in zip(scenarios, found.means, strict=True)
        ],
        **pick(found, "best", "all_low", "all_high"),
        "unknowns": unknown_rows(unknowns),
        "worth": [{**asdict(w), "tells": w.tells} for w in found.unknowns],
    }
    tables = {"worth": information_value_records(data), "policies": policy_records(data)}
    session.end(data, tables, information_value_document(data), [study])
