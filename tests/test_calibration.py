"""Fitting natural parameters: what is free, facts on one scale, an emulator that knows its errors, samplers that find known answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from answers import Answer
from fitting import lives, stages, tables
from fitting.emulator import Emulator, fit_emulator
from fitting.facts import FACT, city_rows, published_value, readings, spread, target_rows
from fitting.posterior import TAILS, Posterior
from fitting.prior import free_parameters, named, places_of, values_at
from fitting.samplers import nearest, nested, walkers
from fitting.screening import Pull, size_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marks import put
from recovery import Recovered
from scipy import stats
from scipy.stats import qmc

from sim.core.fields import fields_of
from sim.model.parameters import Nature
from sim.scenario.rates import FITTED, GROWING
from sim.study.design.variations import RunSettings
from sim.validation.facts import Fact
from sim.validation.reference_city import city, reference_scenario

NATURE = fields_of(Nature)
FREE = free_parameters(reference_scenario(), {})


# what is free


def test_free_is_what_no_document_and_no_law_gives() -> None:
    names = {u.name for u in FREE}
    assert {"patience", "savings", "meeting_rate"} <= names
    assert not names & {
        "niche_tail",
        "relabelling",
        "provincial_award",
        "rights_wanted",
    }  # from documents
    assert not names & {
        *FITTED.values(),
        *GROWING.values(),
        "graduates",
    }  # the spin-up's; the city's own
    assert all(NATURE[u.name].low <= u.low < u.high <= NATURE[u.name].high for u in FREE)


@settings(suppress_health_check=[HealthCheck.large_base_example])  # a place has hundreds of numbers
@given(st.lists(st.floats(0, 1), min_size=len(FREE), max_size=len(FREE)))
def test_places_and_values_are_the_same_points(place: list[float]) -> None:
    values = values_at(FREE, np.array([place]))
    assert np.allclose(places_of(FREE, values), place, atol=1e-9)
    assert all(u.low <= v <= u.high for u, v in zip(FREE, values[0], strict=True))


def test_a_ratio_is_as_likely_up_as_down() -> None:
    patience = [u for u in FREE if u.name == "patience"]
    assert values_at(patience, np.array([[0.5]]))[0, 0] == pytest.approx(patience[0].value)


# facts


def test_every_fact_lies_at_one_point_of_the_scale() -> None:
    parts = {row.id: np.array([[[3 * published_value(row.fact), 3.0]]]) for row in target_rows()}
    assert np.allclose(readings(target_rows(), parts), FACT)


def test_runs_are_added_up_none_is_a_number_and_nothing_to_measure_is_none() -> None:
    row = next(r for r in target_rows() if r.id == "tenants_funded")
    parts = {
        row.id: np.array(
            [[[1.0, 10.0], [3.0, 10.0]], [[0.0, 10.0], [0.0, 10.0]], [[0.0, 0.0], [0.0, 0.0]]]
        )
    }
    found = readings([row], parts)[:, 0]
    assert found[0] == pytest.approx(np.log1p(0.2 / 0.14)) and found[1] == 0 and np.isnan(found[2])


def test_a_tenth_of_a_value_is_a_twentieth_of_the_scale() -> None:
    assert spread(Fact("x", "V", 40.0)) == pytest.approx(0.05)
    assert spread(Fact("x", "V", band=(9.0, 11.0))) == pytest.approx(2 / np.sqrt(12) / 20)


def test_rows_of_policy_stay_evidence() -> None:
    groups = {row.group for row in target_rows()}
    assert groups == {"demography", "size", "finance", "ladder"}
    assert "policy" not in {row.group for row in city_rows()}


# the emulator


def smooth(places: np.ndarray) -> np.ndarray:
    """Three rows: a bend, a product, and a slope of one parameter alone."""
    x, y, z = places.T
    return np.stack([np.sin(2 * x) + 0.5 * y, x * z, 0.8 * z], axis=1)


@pytest.fixture(scope="module")
def emulated() -> Emulator:
    """An emulator of 60 noisy points."""
    places = qmc.LatinHypercube(3, rng=1).random(60)
    return fit_emulator(places, smooth(places) + np.random.default_rng(1).normal(0, 0.05, (60, 3)))


def test_an_emulator_predicts_between_its_points_and_knows_how_well(emulated: Emulator) -> None:
    new = np.random.default_rng(2).random((500, 3))
    missed = emulated.predict(new) - smooth(new)
    assert np.abs(missed).mean() < 0.03
    noise = np.sqrt(emulated.missed)
    assert np.all((noise > 0.035) & (noise < 0.08))  # one life's luck is 0.05
    explained = 1 - emulated.missed / smooth(emulated.design).var(0)
    assert explained.min() > 0.9


def test_predictions_are_those_of_the_library(emulated: Emulator) -> None:
    x = np.random.default_rng(3).random((40, 3))
    row = (
        np.exp(-0.5 * (((x[:, None] - emulated.design) ** 2) * emulated.sharpness[0]).sum(-1))
        @ emulated.weights[0]
        + emulated.middle[0]
    )
    assert np.allclose(emulated.predict(x)[:, 0], row)


def test_a_row_too_rarely_measured_is_left_out() -> None:
    places = qmc.LatinHypercube(3, rng=1).random(40)
    found = smooth(places)
    found[:10, 1] = np.nan
    found[0, 2] = np.nan
    assert fit_emulator(places, found).rows.tolist() == [0, 2]


# what is believed


@dataclass(frozen=True)
class Line:
    """An emulator that knows: rows are sums of parameters."""

    slopes: np.ndarray
    missed: np.ndarray
    design: np.ndarray

    def predict(self, places: np.ndarray) -> np.ndarray:
        """Rows at places."""
        return places @ self.slopes


SLOPES = np.array([[1.0, 0.5, 0.0, 1.0], [0.0, 1.0, 1.0, -1.0]])
LINE = Line(SLOPES, np.full(4, 0.02**2), qmc.LatinHypercube(2, rng=1).random(400))
TRUTH = np.array([0.4, 0.6])
ONE_GROUP = np.zeros(4, np.int64)
LINEAR = Posterior(LINE, TRUTH @ SLOPES, np.full(4, 0.05), ONE_GROUP)


def test_the_likelihood_is_that_of_errors_with_long_tails() -> None:
    point, other = np.array([[0.3, 0.7, 0.1]]), np.array([[0.5, 0.5, 0.1]])
    known = stats.t(TAILS, loc=LINEAR.facts, scale=np.sqrt(0.02**2 + 0.05**2 + 0.1**2))
    assert float((LINEAR.log_likelihood(point) - LINEAR.log_likelihood(other))[0]) == pytest.approx(
        float((known.logpdf(point[0, :2] @ SLOPES) - known.logpdf(other[0, :2] @ SLOPES)).sum())
    )


def test_one_fact_that_no_point_meets_bends_nothing() -> None:
    """The last row, which is the first parameter less the second, is published as what it cannot be."""
    bent = Posterior(LINE, LINEAR.facts + np.array([0, 0, 0, 3.0]), LINEAR.spread, ONE_GROUP)
    assert np.allclose(walkers(bent, 1, 150, 300)[:, :2].mean(0), TRUTH, atol=0.12)


def test_nothing_out_of_range_is_believed(emulated: Emulator) -> None:
    out = np.array([[1.1, 0.5, 0.1], [0.5, -0.1, 0.1], [0.5, 0.5, -0.1]])
    assert np.all(np.isneginf(LINEAR.log_density(out)))
    seen = Posterior(emulated, np.zeros(3), np.ones(3), ONE_GROUP[:3])
    assert np.isneginf(seen.log_density(np.array([[0.5, 0.5, 1.5, 0.1]])))


def grid() -> tuple[np.ndarray, np.ndarray]:
    """Middle and spread of the first two parameters by brute force."""
    axes = np.meshgrid(
        np.linspace(0, 1, 81), np.linspace(0, 1, 81), np.linspace(0.001, 0.6, 60), indexing="ij"
    )
    points = np.stack([a.ravel() for a in axes], axis=1)
    weight = np.exp((density := LINEAR.log_density(points)) - density.max())
    middle = (points * weight[:, None]).sum(0) / weight.sum()
    return middle[:2], np.sqrt((((points - middle) ** 2) * weight[:, None]).sum(0) / weight.sum())[
        :2
    ]


@pytest.mark.parametrize(
    "draws", [walkers(LINEAR, 1, 150, 300), nested(LINEAR, 1)], ids=["emcee", "dynesty"]
)
def test_samplers_find_what_brute_force_finds(draws: np.ndarray) -> None:
    middle, width = grid()
    assert np.allclose(draws[:, :2].mean(0), middle, atol=0.25 * width.max())
    assert np.allclose(draws[:, :2].std(0), width, rtol=0.2)


def test_a_sampler_gives_the_same_draws_for_the_same_seed() -> None:
    assert np.array_equal(walkers(LINEAR, 3, 10, 20), walkers(LINEAR, 3, 10, 20))


def test_the_design_alone_finds_about_the_same() -> None:
    drawn = nearest(LINEAR, LINE.predict(LINE.design), 1)
    assert np.allclose(drawn[:, :2].mean(0), TRUTH, atol=0.15) and np.all(
        (drawn[:, :2] > 0) & (drawn[:, :2] < 1)
    )


def test_each_group_of_facts_has_an_error_of_its_own() -> None:
    """The first two rows are met by no point; the last two say where the parameters lie, and are believed."""
    torn = Posterior(
        LINE, LINEAR.facts + np.array([0.8, -0.8, 0, 0]), LINEAR.spread, np.array([0, 0, 1, 1])
    )
    together = Posterior(LINE, torn.facts, LINEAR.spread, ONE_GROUP)
    apart, mixed = walkers(torn, 1, 150, 300), walkers(together, 1, 150, 300)
    assert apart.shape[1] == 4 and np.median(apart[:, 2]) > 2 * np.median(apart[:, 3])
    assert (
        np.allclose(apart[:, :2].mean(0), TRUTH, atol=0.15)
        and apart[:, 1].std() < 0.85 * mixed[:, 1].std()
    )


def test_facts_that_no_point_meets_show_as_the_models_own_error() -> None:
    contradicted = Posterior(
        LINE, LINEAR.facts + np.array([0.6, -0.6, 0.6, 0.6]), LINEAR.spread, ONE_GROUP
    )
    assert np.median(walkers(contradicted, 1, 150, 200)[:, -1]) > 2 * np.median(
        walkers(LINEAR, 1, 150, 200)[:, -1]
    )


# waves


def test_further_points_lie_where_the_parameters_are_believed_to_lie(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = LINE.predict(LINE.design)
    monkeypatch.setattr(stages.Wave, "posterior", LINEAR)
    monkeypatch.setattr(
        stages,
        "live_wave",
        lambda name, unknowns, places, way: stages.Wave(places, LINE.predict(places)),
    )
    both = stages.next_wave(stages.Wave(LINE.design, found), 2, [], 50, RunSettings(tmp_path, 1, 1))
    new = both.places[len(LINE.design) :]
    assert len(new) == 50 and np.array_equal(both.found[: len(found)], found)
    assert np.abs(new - TRUTH).mean() < 0.5 * np.abs(LINE.design - TRUTH).mean()


# what is told


def test_facts_left_out_are_told_apart_from_those_fitted() -> None:
    """Everything comes out as published but one fact that was fitted, of which there is half as declared, and one left out, twice."""
    right = {row.id: np.array([[[published_value(row.fact), 1.0]]]) for row in city_rows()}
    usual = {
        **right,
        "hazard_1": right["hazard_1"] * [0.5, 1.0],
        "graduation": right["graduation"] * [2.0, 1.0],
    }
    lines = {
        line.split("`")[1]: [cell.strip() for cell in line.split("|")[2:-1]]
        for line in tables.facts(usual, right, ["hazard_1"]).split("\n")
        if line.startswith("| `")
    }
    assert lines["hazard_1"] == ["yes", "1.6 %", "0.8 %", "1.6 %", "1.6 %", "1.6 %"]
    assert lines["graduation"][0] == "no" and lines["graduation"][2] == "23.8 %"
    assert "fitted (1): 78% as declared, 0% in the ensemble" in tables.facts(
        usual, right, ["hazard_1"]
    )
    assert "left out" not in tables.facts(usual, right, [row.id for row in city_rows()])


def test_parameters_are_told_the_strongest_first() -> None:
    few = [u for u in FREE if u.name in ("patience", "savings")]
    pulls = [Pull(few[0], 0.5, "hazard_3"), Pull(few[1], 1.5, "survival_5")]
    lines = tables.parameters(few, pulls, np.array([[2.0, 10.0], [3.0, 10.0], [4.0, 10.0]])).split(
        "\n"
    )[2:]
    assert [line.split("`")[1] for line in lines] == [few[1].name, few[0].name]
    assert lines[1].endswith("| 2.1 | 3 | 3.9 |") and "`hazard_3`" in lines[1]


def test_only_what_stands_between_the_marks_is_written(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- a begins -->\nold\n<!-- a ends -->\nafter\n", "utf-8")
    put(page, "a", "new 新\n")
    assert (
        page.read_text("utf-8") == "before\n<!-- a begins -->\n\nnew 新\n\n<!-- a ends -->\nafter\n"
    )
    with pytest.raises(ValueError, match=r"page\.md lacks the marks <!-- b begins -->"):
        put(page, "b", "new")


def test_what_moves_a_target_past_its_line_pulls_and_what_moves_one_far_from_it_does_not() -> None:
    """Two targets with lines of 10, one met now and then, one never; ends that move each by its spread."""

    def answer(quantity: list[list[list[float]]]) -> Answer:
        values = np.array(quantity)
        return Answer(None, values, values >= 10)

    usual, lines = answer([[[9.0, 11.0]], [[1.0, 3.0]]]), np.array([10.0, 10.0])
    assert answer([[[10.0], [11.0]], [[2.0], [2.0]]]).pull(usual, lines) == pytest.approx(
        stats.norm.cdf(1) - 0.5
    )
    assert answer([[[10.0], [10.0]], [[2.0], [3.0]]]).pull(usual, lines) < 1e-6
    assert answer([[[10.0, 9.0], [11.0, 12.0]], [[2.0, 2.0], [2.0, 2.0]]]).apart == 0.5


# recovery


def test_figures_of_recovery() -> None:
    planted = np.array([[0.5, 0.1], [0.5, 0.5]])
    low, high = np.full((2, 2), 0.3), np.full((2, 2), 0.7)
    found = Recovered(planted, np.full((2, 2), 0.55), low, high, np.zeros((2, 2)), 1.0)
    assert found.summary()["coverage"] == 0.75 and found.summary()["width"] == pytest.approx(0.4)
    assert found.summary()["loss"] == pytest.approx((0.4 * 4 + 10 * 0.2) / 4) and found.summary()[
        "bias"
    ] == pytest.approx(0.15)


def test_the_size_of_a_move_is_its_root_mean_square() -> None:
    assert size_of(np.array([3.0, 4.0, 0.0, 0.0])) == 2.5


# lives


def test_points_are_lived_as_the_scorecard_lives_them_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = [u for u in FREE if u.name in ("patience", "savings")]
    places = np.array([places_of(few, [u.value for u in few]), [0.0, 1.0]])
    way = RunSettings(tmp_path, 1, 1, jobs=1)
    found = lives.at_points("two", few, places, way, past=False)
    seed = 3
    order = lives.RunOrder(0, b"", named(few, values_at(few, places))[0], seed, None, (), "")
    monkeypatch.setattr(lives, "unpack_scenario", lambda packed: reference_scenario())
    usual = lives.live_future(order).outcomes
    assert usual.tolist() == pytest.approx(
        [part for row in city_rows() for part in row.measure(city(seed))]
    )
    assert not np.array_equal(found["young_stock"][0], found["young_stock"][1])
    monkeypatch.setattr("sim.study.run.sweep.map_parallel", None)  # nothing is left to live
    again = lives.at_points("two", few, places, way, past=False)
    assert all(np.array_equal(again[id], parts, equal_nan=True) for id, parts in found.items())
