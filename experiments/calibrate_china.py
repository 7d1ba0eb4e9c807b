"""Which natural parameters do China's published facts leave possible?

    python experiments/calibrate_china.py [--points 256] [--seed 1] [--jobs 2] [--folder results/china]

Screens all free parameters, lives waves of points in the reference city, samples the posterior (emcee on Gaussian processes), lives
part of the ensemble to see whether it does what the emulator says, and writes the ensemble into the package and what it comes to into
docs/calibration.md.  Every life is kept in the folder: the same command goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
from fitting import tables
from fitting.facts import GROUPS, readings, target_rows
from fitting.lives import at_points
from fitting.posterior import Posterior
from fitting.prior import values_at
from fitting.samplers import walkers
from fitting.screening import Pull, default_runs
from fitting.stages import first_wave, next_wave, open_parameters, responsive_parameters, way_to
from marks import put

from sim.core import digests
from sim.study.design.ranges import Unknown
from sim.study.design.variations import RunSettings
from sim.study.store.parts import write_parquet
from sim.validation.reference_city import reference_scenario
from sim.words import catalogue

ROOT = Path(__file__).parent.parent
ENSEMBLE, PAGE = ROOT / "sim" / "scenario" / "china.parquet", ROOT / "docs" / "calibration.md"
MEMBERS, CHECKED = 256, 48
FURTHER = 2  # waves drawn from the posterior
STEPS = 3000  # of each walker, more than a fit of recovery takes: there is only one
PLACES = 6  # significant digits kept of a value


def fit(
    way: RunSettings, points: int
) -> tuple[list[Unknown], list[Pull], Posterior, np.ndarray, str]:
    """What moves, what each free parameter does, the posterior, equally likely points, and what is said of the stages."""
    unknowns, pulls, luck = responsive_parameters(way)
    said = (
        f"{len(pulls)} parameters are free; {len(unknowns)} are kept, each moving the facts by more than luck ({luck:.2f} errors). "
        f"Points: {points}, and {FURTHER} times {points // 2}."
    )
    found = first_wave(unknowns, points, way)
    for number in range(2, 2 + FURTHER):
        found = next_wave(found, number, unknowns, points // 2, way)
    posterior = found.posterior
    draws = walkers(posterior, way.seed, STEPS // 3, STEPS)
    return (
        unknowns,
        pulls,
        posterior,
        draws[np.random.default_rng(way.seed).permutation(len(draws))[:MEMBERS]],
        said,
    )


def write(unknowns: list[Unknown], values: np.ndarray, about: dict[str, object]) -> None:
    """The ensemble with its provenance as a Parquet file."""
    columns = {u.name: values[:, k] for k, u in enumerate(unknowns)}
    write_parquet(
        ENSEMBLE,
        columns,
        {name: json.dumps(value, ensure_ascii=False) for name, value in about.items()},
    )
    print(
        f"{len(values)} sets of {len(columns)} parameters written to {ENSEMBLE.relative_to(ROOT).as_posix()}"
    )


def main() -> None:
    """Fit, tell and write."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument(
        "--points",
        type=int,
        default=256,
        help="points of the first wave; the others have half as many each",
    )
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--jobs", type=int)
    ask.add_argument("--folder", type=Path, default=ROOT / "results" / "china")
    asked = ask.parse_args()
    catalogue.speak("en")
    way = way_to(asked.folder, 1, asked.seed, asked.jobs)
    unknowns, pulls, posterior, draws, said = fit(way, asked.points)
    places, discrepancy = np.split(draws, [posterior.parameters], axis=1)
    values = np.array(
        [[float(f"{x:.{PLACES}g}") for x in row] for row in values_at(unknowns, places)]
    )
    check = at_points("check", unknowns, places[:CHECKED], way, common_random_numbers=False)
    usual = default_runs(open_parameters(way), replace(way, runs=1))
    seen = [target_rows()[r].id for r in posterior.emulator.rows]
    apart = (
        readings(target_rows(), check)[:, posterior.emulator.rows]
        - posterior.emulator.predict(places[:CHECKED])
    ) / np.sqrt(posterior.emulator.missed)
    own = {
        group: 2 * float(np.median(column))
        for group, column in zip(GROUPS, discrepancy.T, strict=True)
    }
    said += " The model's own error in parts of a published value: " + ", ".join(
        f"{group} {part:.0%}" for group, part in own.items()
    )
    said += f". Members lived lie within two of the emulator's errors {np.nanmean(np.abs(apart) < 2):.0%} of the time."
    text = "\n\n".join(
        [said, tables.parameters(unknowns, pulls, values), tables.facts(usual, check, seen)]
    )
    print(text)
    put(PAGE, "fit", text)
    write(
        unknowns,
        values,
        {
            "name": "china",
            "source_digest": digests.SOURCE_DIGEST,
            "city": reference_scenario().digest,
            "seed": asked.seed,
            "points": asked.points,
            "facts": seen,
            "untrue": own,
            "libraries": {
                n: importlib.metadata.version(n)
                for n in ("emcee", "scikit-learn", "numpy", "scipy")
            },
        },
    )


if __name__ == "__main__":
    main()
