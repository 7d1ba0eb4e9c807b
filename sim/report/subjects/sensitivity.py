"""What moves a plan's outcomes: as data, as a document with its figures."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import partial

import numpy as np
from matplotlib.axes import Axes

from sim.core.records import Record, Row
from sim.report.colors import BLUE, ORANGE
from sim.report.document import (
    Blocks,
    Cell,
    ReportDocument,
    table_blocks,
    table_format,
)
from sim.report.figures.style import (
    MARKS,
    number_columns,
    panel_figures,
    plot_interval_bars,
    scale_of,
)
from sim.report.numbers import format_percent, row_name
from sim.report.subjects.explanation import (
    IN_FULL,
    RATES,
    ExplanationRuns,
    explanation_document,
    explanation_head,
    format_amount,
    format_change,
    format_three_figures,
    join_names,
    largest_changes,
    outcome_row,
    unknown_rows,
)
from sim.results.plan_contents import pick
from sim.scenario.scenario import Scenario, load
from sim.study.methods.sensitivity import SensitivityResult, analyse_sensitivity
from sim.study.questions import requested_outcomes
from sim.words.catalogue import say, user_error

EFFECT_COLUMNS = (
    "name",
    "mu_star as strength",
    "mu_star_conf as half_width",
    "mu as mean",
    "sigma as bend",
    "luck",
    "chance",
    "tells",
)
MOST_ROWS = 8  # unknowns shown of an outcome


def outcome_sensitivity(scenario: Scenario, key: str, found: SensitivityResult) -> Record:
    """What is said of one outcome."""
    rows, shares = found.effects[key], found.shares.get(key)
    return {
        **outcome_row(scenario, key),
        "screened": [pick(r, *EFFECT_COLUMNS) for r in rows],
        "tell": sum(r.tells for r in rows),
        "idle": sum(r.mu_star == 0 for r in rows),
        "shares": None if shares is None else asdict(shares),
    }


def screening_records(data: Row, o: Row) -> list[Row]:
    """What each unknown does to an outcome when it crosses its range, the strongest first, and its
    part of the variance, where that was taken apart.
    """
    indices = {i["name"]: i for i in o["shares"]["steps"][-1][1]} if o["shares"] else {}
    return [
        {
            **r,
            "outcome": o,
            "unknown": data["unknowns"][r["name"]],
            "index": indices.get(r["name"]),
        }
        for r in o["screened"]
    ]


def index_records(data: Row) -> list[Row]:
    """One row an outcome, size of the design and unknown: the parts of the variance."""
    return [
        {
            **i,
            "outcome": o,
            "shares": o["shares"],
            "design": size,
            "unknown": data["unknowns"][i["name"]],
        }
        for o in data["outcomes"]
        if o["shares"]
        for size, step in o["shares"]["steps"]
        for i in step
    ]


def sensitivity_document(data: Row) -> ReportDocument:
    """What moves the outcomes: in short where they are many."""
    moving = [o for o in data["outcomes"] if o["tell"]]
    screening, indices = say("sensitivity_figure_screening"), say("sensitivity_figure_indices")
    return explanation_document(
        data,
        say("sensitivity_title"),
        say(
            "sensitivity_how",
            count=len(data["unknowns"]),
            trajectories=data["trajectories"],
            runs=data["runs"],
            seed=data["seed"],
        ),
        moving_unknowns_table(data, moving)
        if len(data["outcomes"]) > IN_FULL
        else [block for o in moving for block in screening_table(data, o)],
        sensitivity_sentences(data),
        [
            *panel_figures("screening", screening, moving, 3.0, partial(plot_effect_bars, data)),
            *panel_figures(
                "indices",
                indices,
                [o for o in data["outcomes"] if o["shares"]],
                2.2,
                partial(plot_index_bars, data),
            ),
        ],
    )


def telling_unknowns(o: Row) -> list[Row]:
    """The unknowns that move an outcome more than luck would."""
    return [r for r in o["screened"] if r["tells"]]


def moving_unknowns_table(data: Row, moving: Iterable[Row]) -> Blocks:
    """One row an outcome with the unknowns that move it most."""

    def most(o: Row) -> str:
        changes = ((data["unknowns"][r["name"]], r["mean"]) for r in telling_unknowns(o))
        return largest_changes(changes, o["unit"])

    return table_blocks("moving", ({**o, "most": most(o)} for o in moving))


def screening_table(data: Row, o: Row) -> Blocks:
    """The unknowns of one outcome, the strongest first: its range, its effect, that of luck, and its
    part of the variance, alone and in all.
    """
    rows = screening_records(data, o)[:MOST_ROWS]
    return table_blocks(f"screening-{o['name']}", rows, "screening", row_name(o))


@table_format
def format_range(u: Row) -> str:
    """An unknown's range with its unit."""
    low, high, unit = (u[key] for key in ("low", "high", "unit"))
    first = (
        format_amount(low, unit) if unit == "share" or unit in RATES else format_three_figures(low)
    )
    return f"{first} .. {format_amount(high, unit)}"


@table_format
def index_cell(index: Row | None, kind: str) -> Cell:
    """A part of the variance with the half-width of its interval."""
    if index is None:
        return Cell("")
    return Cell(format_percent(max(0.0, index[kind])), f"±{100 * index[kind + '_half']:.0f}")


def sensitivity_sentences(data: Row) -> list[str]:
    """What it comes to: the outcomes that most unknowns move, then those that none does."""
    found = []
    moving = [o for o in data["outcomes"] if o["tell"]]
    for o in sorted(moving, key=lambda o: -o["tell"])[:IN_FULL]:
        first = telling_unknowns(o)[0]
        u = data["unknowns"][first["name"]]
        found.append(
            say(
                "sensitivity_moves",
                outcome=row_name(o),
                first=row_name(u),
                low=format_amount(u["low"], u["unit"]),
                high=format_amount(u["high"], u["unit"]),
                change=format_change(first["mean"], o["unit"]),
                count=o["tell"],
                all=len(o["screened"]),
            )
        )
        if parts := o["shares"]:
            _, last = parts["steps"][-1]
            strongest = max(last, key=lambda i: i["total"])["name"]
            totals = [
                i["total"] for _, step in parts["steps"] for i in step if i["name"] == strongest
            ]
            found.append(
                "  "
                + say(
                    "sensitivity_parts",
                    unknowns=format_percent(parts["unknowns"]),
                    kept=len(data["kept"]),
                    luck=format_percent(parts["common"] + parts["own"]),
                    left=format_percent(parts["left"]),
                    first=row_name(data["unknowns"][strongest]),
                    steps=" -> ".join(format_percent(min(1.0, max(0.0, t))) for t in totals),
                )
            )
    if still := [row_name(o) for o in data["outcomes"] if not o["tell"]]:
        found.append(say("sensitivity_still", outcomes=join_names(still)))
    return [*found, say("sensitivity_caveat")]


def plot_effect_bars(data: Row, axes: Axes, o: Row) -> None:
    """Bars of effects, hatched where more of the unknown lowers the outcome; a stroke where luck
    alone would be.
    """
    top, (by, unit) = o["screened"][:MOST_ROWS], scale_of(o["unit"])
    strength, half, luck = number_columns(top, "strength", "half_width", "luck") * by
    unknowns, falls = (data["unknowns"][r["name"]] for r in top), [r["mean"] < 0 for r in top]
    low, high = np.maximum(0, strength - half), strength + half
    y = plot_interval_bars(axes, unknowns, strength, falls, low, high, row_name(o), unit)
    axes.scatter(luck, y, marker="|", color=ORANGE, s=60, zorder=4)
    axes.set_xlim(0, None)


def plot_index_bars(data: Row, axes: Axes, o: Row) -> None:
    """Bars of each unknown's part in the variance with the part alone inside; small circles for
    smaller designs.
    """
    *smaller, (_, last) = o["shares"]["steps"]
    last = sorted(last, key=lambda i: -i["total"])
    total, half, alone = 100 * number_columns(last, "total", "total_half", "first")
    unknowns, hatched = (data["unknowns"][i["name"]] for i in last), [True] * len(last)
    low, high, reach = total - half, total + half, np.maximum(0, total)
    y = plot_interval_bars(axes, unknowns, reach, hatched, low, high, row_name(o), "%")
    axes.barh(y, np.maximum(0, alone), height=0.34, color=BLUE)
    for k, (_, step) in enumerate(smaller):
        at = {i["name"]: 100 * i["total"] for i in step}
        x, size = [at[i["name"]] for i in last], 8 + 10 * k
        axes.scatter(x, y, s=size, edgecolors=ORANGE, **MARKS["smaller-design"])
    axes.set_xlim(0, max(10.0, min(150.0, float(high.max()) * 1.05)))


def explain_sensitivity(
    session: ExplanationRuns,
    plan: str,
    policy: str,
    outcome: Sequence[str],
    trajectories: int,
    keep: int,
    size: int,
    nature: str,
) -> None:
    """Screen the unknowns of a plan and take the variance of its outcomes apart."""
    if size & (size - 1):
        raise user_error("explain_power_of_two", given=size, near=2 ** (size.bit_length() - 1))
    scenario = load(plan, policy, nature=nature)
    outcomes = requested_outcomes(scenario, outcome)
    with session.begin(scenario, "sensitivity"):
        unknowns = session.unknowns(scenario, least=2)
        points = trajectories * (len(unknowns) + 1) + size * (min(keep, len(unknowns)) + 2)
        session.forecast(scenario, points)
        found = analyse_sensitivity(
            scenario, unknowns, outcomes, session.way, trajectories, keep, size
        )
    data = {
        **explanation_head("sensitivity", scenario, session.way, found.studies),
        "trajectories": trajectories,
        "size": size,
        "unknowns": unknown_rows(unknowns),
        "kept": [u.name for u in found.strongest],
        "outcomes": [outcome_sensitivity(scenario, key, found) for key in found.effects],
    }
    tables = {
        "screening": [r for o in data["outcomes"] for r in screening_records(data, o)],
        **({"indices": index_records(data)} if found.shares else {}),
    }
    session.end(data, tables, sensitivity_document(data), found.studies)
