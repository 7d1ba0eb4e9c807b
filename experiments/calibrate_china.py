"""Which natural parameters do China's published facts leave possible?

    python experiments/calibrate_china.py [--points 256] [--seed 1] [--jobs 2] [--folder results/china]

Screens all free parameters, lives two waves of points in the reference city, samples what is left (emcee on Gaussian processes), lives
part of the ensemble to see whether it does what the emulator says, and writes the ensemble into the package.  Every life is kept
in the folder: the same command goes on where it was stopped.
"""
from __future__ import annotations

import argparse
import importlib.metadata
import json
from pathlib import Path

import numpy as np
from fitting.belief import Belief
from fitting.facts import GROUPS, fitted_rows, published, readings
from fitting.free import places_of, values_at
from fitting.lives import at_points
from fitting.samplers import walkers
from fitting.screening import Pull
from fitting.stages import first_wave, reacting, second_wave, way_to

from sim.core import kernel
from sim.scorecard.city import scenario
from sim.study.parts import write_table
from sim.study.ranges import Unknown
from sim.study.variations import Way

ROOT = Path(__file__).parent.parent
ENSEMBLE = ROOT / "sim" / "fitted" / "china.parquet"
MEMBERS, CHECKED = 256, 48
STEPS = 3000                    # of each walker, more than a fit of recovery takes: there is only one
PLACES = 6                      # significant digits kept of a value


def fit(way: Way, points: int) -> tuple[list[Unknown], list[Pull], Belief, np.ndarray, float]:
    """What moves, what each free parameter does, what is believed in the end, the ensemble's places, and the range left."""
    unknowns, pulls, luck = reacting(way)
    print(f"{len(pulls)} free parameters; {len(unknowns)} kept, each moving the facts by more than luck ({luck:.2f} errors)")
    first = first_wave(unknowns, points, way)
    second, left = second_wave(first, unknowns, points // 2, way)
    print(f"{left:.2%} of the ranges is not implausible after the first wave")
    belief = first.together(second).belief
    draws = walkers(belief, way.seed, STEPS // 3, STEPS)
    return unknowns, pulls, belief, draws[np.random.default_rng(way.seed).permutation(len(draws))[:MEMBERS]], left


def write(unknowns: list[Unknown], values: np.ndarray, about: dict[str, object]) -> None:
    """The ensemble with its provenance as a Parquet file."""
    ENSEMBLE.parent.mkdir(exist_ok=True)
    columns = {u.name: values[:, k] for k, u in enumerate(unknowns)}
    write_table(ENSEMBLE, columns, {name: json.dumps(value, ensure_ascii=False) for name, value in about.items()})
    print(f"{len(values)} sets of {len(columns)} parameters written to {ENSEMBLE.relative_to(ROOT).as_posix()}")


def show_parameters(unknowns: list[Unknown], pulls: list[Pull], values: np.ndarray) -> None:
    """Each parameter before and after."""
    strength = {p.unknown.name: p.strength for p in pulls}
    print(f"\n{'parameter':24} {'moves':>6} {'declared':>9} {'believed before':>19} {'5 %':>9} {'50 %':>9} {'95 %':>9}")
    for u, column in sorted(zip(unknowns, values.T, strict=True), key=lambda pair: -strength[pair[0].name]):
        low, middle, high = np.quantile(column, (0.05, 0.5, 0.95))
        print(f"{u.name:24} {strength[u.name]:6.2f} {u.value:9.4g} {u.low:8.4g} - {u.high:8.4g} {low:9.4g} {middle:9.4g} {high:9.4g}")


def show_rows(belief: Belief, unknowns: list[Unknown], predicted: np.ndarray, lived: np.ndarray) -> None:
    """Each fact: published, as declared, and what members of the ensemble give by the emulator and lived."""
    usual = belief.emulator.at(places_of(unknowns, np.array([u.value for u in unknowns]))[None])[0]
    print(f"\n{'fact':16} {'published':>9} {'declared':>9} {'emulated':>9} {'lived':>9} {'predicted':>9}   (part of the variance)")
    for k, row in enumerate(fitted_rows()[r] for r in belief.emulator.rows):
        fact, share = published(row.fact), belief.emulator.explained[k]
        middle = [fact * float(np.expm1(x)) for x in (usual[k], np.median(predicted[:, k]), np.nanmedian(lived[:, k]))]
        print(f"{row.id:16} {fact:9.4g} {middle[0]:9.4g} {middle[1]:9.4g} {middle[2]:9.4g} {share:9.0%}")


def main() -> None:
    """Fit, show and write."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--points", type=int, default=256, help="points of the first wave; the second has half as many")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--jobs", type=int)
    ask.add_argument("--folder", type=Path, default=ROOT / "results" / "china")
    asked = ask.parse_args()
    way = way_to(asked.folder, 1, asked.seed, asked.jobs)
    unknowns, pulls, belief, draws, left = fit(way, asked.points)
    places, untrue = np.split(draws, [belief.parameters], axis=1)
    values = np.array([[float(f"{x:.{PLACES}g}") for x in row] for row in values_at(unknowns, places)])
    check = readings(fitted_rows(), at_points("check", unknowns, places[:CHECKED], way, own_luck=True))
    seen = check[:, belief.emulator.rows]
    show_parameters(unknowns, pulls, values)
    show_rows(belief, unknowns, belief.emulator.at(places), seen)
    apart = (seen - belief.emulator.at(places[:CHECKED])) / np.sqrt(np.diag(belief.emulator.missed))
    own = {group: 2 * float(np.median(column)) for group, column in zip(GROUPS, untrue.T, strict=True)}
    print("\nthe model's own error in parts of a published value: " + ", ".join(f"{group} {part:.0%}" for group, part in own.items()))
    print(f"members lived lie within two of the emulator's errors {np.nanmean(np.abs(apart) < 2):.0%} of the time")
    write(unknowns, values, {
        "name": "china", "source_digest": kernel.SOURCE_DIGEST, "city": scenario().digest, "seed": asked.seed, "points": asked.points,
        "facts": [fitted_rows()[r].id for r in belief.emulator.rows], "left": left, "untrue": own,
        "libraries": {n: importlib.metadata.version(n) for n in ("emcee", "scikit-learn", "numpy", "scipy")}})


if __name__ == "__main__":
    main()
