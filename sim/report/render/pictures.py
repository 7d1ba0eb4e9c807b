"""All figures of a report by name, in the order of its sections."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.report.figures import charts, run
from sim.report.figures.style import Picture, figure_style, render_picture

FIGURES = {
    "targets": run.targets_figure,
    "ladder": run.ladder_figure,
    "money": run.money_figure,
    "districts": charts.districts_figure,
    "finance": charts.finance_figure,
    "talent": charts.talent_figure,
}


def run_pictures(ensemble: Any, data: Mapping[str, Any]) -> dict[str, Picture]:
    """Draw every figure that there is something for, in the chosen language."""
    made = {}
    for name, draw in FIGURES.items():
        with figure_style(name):
            figure = draw(ensemble, data)
            if figure is not None:
                made[name] = render_picture(figure)
    return made


def save_pictures(made: Mapping[str, Picture], folder: Path) -> list[Path]:
    """Write figures into a folder as PNG."""
    for name, picture in made.items():
        (folder / f"{name}.png").write_bytes(picture.png)
    return [folder / f"{name}.png" for name in made]
