"""All figures of a report by name, in the order of its sections."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.report.figures import charts, run
from sim.report.figures.style import Picture, render, styled

FIGURES = {
    "targets": run.targets,
    "ladder": run.ladder,
    "money": run.money,
    "districts": charts.districts,
    "finance": charts.finance,
    "talent": charts.talent,
}


def pictures(ensemble: Any, data: Mapping[str, Any]) -> dict[str, Picture]:
    """Draw every figure that there is something for, in the chosen language."""
    made = {}
    for name, draw in FIGURES.items():
        with styled(name):
            figure = draw(ensemble, data)
            if figure is not None:
                made[name] = render(figure)
    return made


def save(made: Mapping[str, Picture], folder: Path) -> list[Path]:
    """Write figures into a folder as PNG."""
    for name, picture in made.items():
        (folder / f"{name}.png").write_bytes(picture.png)
    return [folder / f"{name}.png" for name in made]
