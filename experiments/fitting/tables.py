"""What a fit is said to come to on docs/calibration.md: parameters before and after, and facts as lived, also those that the fit left
out because they could not be measured at enough points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from fitting.facts import FACT, city_rows, published_value, readings
from fitting.screening import Pull
from sim.report.numbers import format_number
from sim.report.subjects.scorecard import format_fact
from sim.study.design.ranges import Unknown
from sim.validation.facts import ScorecardRow

ENDS = (0.05, 0.5, 0.95)
BAND = (0.1, 0.9)


def parameters(unknowns: Sequence[Unknown], pulls: Sequence[Pull], values: np.ndarray) -> str:
    """Each parameter before and after, as a table: the strongest first."""
    pull = {p.unknown.name: p for p in pulls}
    lines = [
        "| parameter 参数 | moves 影响 | most 主要涉及 | declared 设定值 | before 事前范围 | 5 % | 50 % | 95 % |",
        "|---|--:|---|--:|--:|--:|--:|--:|",
    ]
    for u, column in sorted(
        zip(unknowns, values.T, strict=True), key=lambda pair: -pull[pair[0].name].strength
    ):
        low, middle, high = (format_number(float(x)) for x in np.quantile(column, ENDS))
        lines.append(
            f"| `{u.name}` {u.field.zh} | {pull[u.name].strength:.2f} | `{pull[u.name].most}` | {format_number(u.value)} | "
            f"{format_number(u.low)}-{format_number(u.high)} | {low} | {middle} | {high} |"
        )
    return "\n".join(lines)


def facts(
    usual: Mapping[str, np.ndarray], lived: Mapping[str, np.ndarray], seen: Sequence[str]
) -> str:
    """Each fact as published, as declared, and as members of the ensemble live it, as a table; and how far apart on the average."""
    rows = city_rows()
    before, after = (readings(rows, parts) for parts in (usual, lived))
    lines = [
        "| fact 事实 | fitted 参与拟合 | published 公开值 | declared 设定值 | ensemble 拟合后 | 10 % | 90 % |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for k, row in enumerate(rows):
        low, middle, high = (
            value(row, x) for x in np.nanquantile(after[:, k], (BAND[0], 0.5, BAND[1]))
        )
        lines.append(
            f"| `{row.id}` {row.zh} | {'yes' if row.id in seen else 'no'} | {format_fact(published_value(row.fact), row.unit)} | "
            f"{value(row, np.nanmean(before[:, k]))} | {middle} | {low} | {high} |"
        )
    kinds = {
        "fitted": [row.id in seen for row in rows],
        "left out": [row.id not in seen for row in rows],
    }
    said = [
        f"{kind} ({sum(which)}): {off(before, which):.0%} as declared, {off(after, which):.0%} in the ensemble"
        for kind, which in kinds.items()
        if any(which)
    ]
    return "\n".join([*lines, "", f"By how much the middle fact is missed: {'; '.join(said)}.", ""])


def value(row: ScorecardRow, reading: float) -> str:
    """A reading as the row's own number."""
    return format_fact(published_value(row.fact) * float(np.expm1(reading)), row.unit)


def off(found: np.ndarray, which: Sequence[bool]) -> float:
    """How far the middle fact lies from what is published, in parts of it: the distance of the lives' middle, on the scale of the fit."""
    return float(np.expm1(np.median(2 * np.abs(np.nanmedian(found, axis=0) - FACT)[list(which)])))
