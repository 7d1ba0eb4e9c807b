"""Does the fit find parameters that are known, with intervals that are honest, and by which sampler at the least cost?

    python experiments/recovery.py [--plants 128] [--points 256] [--seed 1] [--jobs 2] [--folder results/china] [--compare 24]

Parameters are planted: drawn from the prior, lived once in the reference city, and what is found there is
disturbed as facts are, by published errors and by an error of the model itself, which is drawn too.  Each plant is then fitted
through the first wave's emulator, of which it is no part.  Where everything is right the rank of a planted value among the draws
of its fit is as likely anywhere (simulation-based calibration: Talts et al. 2018).  The screening and the first wave are those
of calibrate_china.py in the same folder.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from calibrate_china import PAGE, ROOT
from fitting.facts import target_rows
from fitting.posterior import TAILS, Posterior
from fitting.samplers import SAMPLERS
from fitting.stages import Wave, first_wave, live_wave, responsive_parameters, way_to
from marks import put
from scipy.stats import qmc

INSIDE = 0.8  # of the draws lie in an interval
RANKS = 99  # draws a planted value is ranked among
BARS = 20
FIGURE = ROOT / "docs" / "pictures" / "recovery.png"


@dataclass(frozen=True)
class Recovered:
    """Fits of plants (plants, parameters): the planted places, middles and ends of intervals, ranks, seconds a fit."""

    planted: np.ndarray
    middle: np.ndarray
    low: np.ndarray
    high: np.ndarray
    rank: np.ndarray
    seconds: float

    @property
    def covered(self) -> np.ndarray:
        """Which intervals hold the planted value."""
        return (self.low <= self.planted) & (self.planted <= self.high)

    @property
    def loss(self) -> np.ndarray:
        """The interval score (Gneiting & Raftery 2007): the width, and what a planted value lies outside at 2 / 0.2 times."""
        outside = np.maximum(self.low - self.planted, 0) + np.maximum(self.planted - self.high, 0)
        return self.high - self.low + 2 / (1 - INSIDE) * outside

    def summary(self) -> dict[str, float]:
        """The figures, in widths of the ranges; the margin of the coverage counts each plant once."""
        by_plant = self.covered.mean(1)
        return {
            "plants": len(self.planted),
            "bias": float((self.middle - self.planted).mean()),
            "largest_bias": float(np.abs((self.middle - self.planted).mean(0)).max()),
            "coverage": float(by_plant.mean()),
            "coverage_error": float(by_plant.std(ddof=1) / np.sqrt(len(by_plant))),
            "width": float((self.high - self.low).mean()),
            "loss": float(self.loss.mean()),
            "seconds": self.seconds,
        }


def plant(posterior: Posterior, wave: Wave, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Facts as they would be published of regions whose parameters are known (plants, rows), and which plants can be used:
    those where every row was measured."""
    dice = np.random.default_rng(seed)
    found = wave.found[:, posterior.emulator.rows]
    discrepancy = posterior.prior_transform(dice.random((len(found), posterior.dimensions)))[
        :, posterior.parameters :
    ][:, posterior.group]
    facts = found + dice.standard_t(TAILS, found.shape) * np.hypot(posterior.spread, discrepancy)
    return facts, np.flatnonzero(np.isfinite(facts).all(1))


def recover(
    sampler: Callable[[Posterior, int], np.ndarray],
    posterior: Posterior,
    facts: np.ndarray,
    planted: np.ndarray,
) -> Recovered:
    """Fit every plant."""
    found, begun = [], time.process_time()
    for number, (fact, truth) in enumerate(zip(facts, planted, strict=True)):
        draws = sampler(replace(posterior, facts=fact), number)[:, : posterior.parameters]
        few = draws[np.random.default_rng(number).permutation(len(draws))[:RANKS]]
        found.append(
            [
                *np.quantile(draws, (0.5, (1 - INSIDE) / 2, (1 + INSIDE) / 2), axis=0),
                (few < truth).sum(0),
            ]
        )
        print(f"\rfits {number + 1}/{len(facts)}", end="", flush=True)
    print()
    middle, low, high, rank = np.moveaxis(np.array(found), 1, 0)
    return Recovered(planted, middle, low, high, rank, (time.process_time() - begun) / len(facts))


def page(told: Mapping[str, Mapping[str, Any]]) -> str:
    """The figures as they stand on the page: samplers side by side, then the best one on all plants."""
    found, fitted = (
        told["all"],
        {name: figures for name, figures in told.items() if name in SAMPLERS},
    )
    lines = [
        "| sampler 抽样方法 | plants 埋设 | coverage of 80 % intervals 覆盖率 | width 宽度 | loss 损失 | seconds a fit 每次拟合秒数 |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, t in fitted.items():
        cells = (
            f"{t['coverage']:.1%} ±{t['coverage_error']:.1%}",
            f"{t['width']:.3f}",
            f"{t['loss']:.3f}",
            f"{t['seconds']:.2g}",
        )
        lines.append(f"| {name} | {t['plants']} | {' | '.join(cells)} |")
    said = (
        f"All {found['plants']} plants that can be fitted, with {found['sampler']}: 80 % intervals hold {found['coverage']:.1%} of",
        f"planted values (standard error {found['coverage_error']:.1%}), bias is {found['bias']:+.1%} of a range (largest of a "
        f"parameter {found['largest_bias']:.1%}), intervals are",
        f"{found['width']:.2f} of a range wide where nothing known would be {INSIDE:.2f}; a fit takes {found['seconds']:.1f} s.",
    )
    return "\n".join([*lines, "", *said, ""])


def draw(found: Recovered, names: list[str]) -> None:
    """The ranks of planted values, all together and for each parameter, with the band in which bars lie by luck."""
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot as plt
    from scipy.stats import binom

    columns = 6
    panels = [("all parameters", found.rank.ravel()), *zip(names, found.rank.T, strict=True)]
    figure, axes = plt.subplots(
        -(-len(panels) // columns),
        columns,
        figsize=(12, 1.7 * -(-len(panels) // columns)),
        squeeze=False,
    )
    for axis, (name, ranks) in zip(axes.flat, panels, strict=False):
        bars = BARS if name == "all parameters" else BARS // 2
        axis.hist(ranks, np.linspace(0, RANKS + 1, bars + 1), color="#4878a8")
        axis.axhspan(*binom.ppf((0.005, 0.995), len(ranks), 1 / bars), color="0.85", zorder=0)
        axis.set_title(name, fontsize=8)
        axis.tick_params(labelsize=6)
    for axis in axes.flat[len(panels) :]:
        axis.axis("off")
    figure.suptitle(
        f"Rank of the planted value among {RANKS} draws; 99 % of bars lie in the grey band where fits are honest",
        fontsize=9,
    )
    figure.tight_layout()
    figure.savefig(FIGURE, dpi=110)


def main() -> None:
    """Plant, fit, tell and draw."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--plants", type=int, default=128)
    ask.add_argument(
        "--points",
        type=int,
        default=256,
        help="points of the first wave, as calibrate_china.py was asked",
    )
    ask.add_argument(
        "--compare", type=int, default=24, help="plants on which the samplers are compared"
    )
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--jobs", type=int)
    ask.add_argument("--folder", type=Path, default=ROOT / "results" / "china")
    asked = ask.parse_args()
    way = way_to(asked.folder, 1, asked.seed, asked.jobs)
    unknowns, _, _ = responsive_parameters(way)
    wave = first_wave(unknowns, asked.points, way)
    posterior = wave.posterior
    places = qmc.LatinHypercube(len(unknowns), rng=asked.seed + 1).random(asked.plants)
    plants = live_wave("plants", unknowns, places, replace(way, seed=asked.seed + 1))
    facts, usable = plant(posterior, plants, asked.seed)
    told = {}
    for name, sampler in SAMPLERS.items():
        few = usable[: asked.compare]
        found = recover(
            lambda b, k, act=sampler: act(b, wave.found[:, posterior.emulator.rows], k),
            posterior,
            facts[few],
            places[few],
        )
        told[name] = found.summary()
        print(name, json.dumps(told[name]))
    best = min(told, key=lambda name: told[name]["loss"])
    found = recover(
        lambda b, k: SAMPLERS[best](b, wave.found[:, posterior.emulator.rows], k),
        posterior,
        facts[usable],
        places[usable],
    )
    told["all"] = {"sampler": best, **found.summary()}
    print(json.dumps(told["all"]))
    draw(found, [u.name for u in unknowns])
    put(PAGE, "recovery", page(told))
    (asked.folder / "recovery.json").write_text(
        json.dumps(
            {**told, "rows": [target_rows()[r].id for r in posterior.emulator.rows]}, indent=1
        ),
        "utf-8",
    )


if __name__ == "__main__":
    main()
