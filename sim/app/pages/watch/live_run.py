"""One visitor's run: a model that lives month by month, whose levers can be moved while it does.

A moved lever changes the path from the next month on, so the run stays a function of its path and
seed: it can be lived again to tell what happened to one firm, and nothing needs to be recorded on
the way.
"""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable

import numpy as np
from numpy import ndarray

from sim.app.session import jobs
from sim.model import codes
from sim.model.calendar import month_name
from sim.model.ecosystem import Ecosystem
from sim.model.world import World
from sim.plan.quantities import LEVERS
from sim.runs.ensemble import common_random_seed
from sim.runs.outcomes import public_outlays
from sim.scenario.parameter_sets import population_of
from sim.scenario.scenario import Scenario
from sim.scenario.spinup import SpinupFit, fitted_path, starting_world
from sim.story.lives import Life
from sim.story.watcher import Watcher
from sim.words.catalogue import user_error

YEAR = 12
# where a firm stands: its rung, or how it left, or how it will come
GONE = len(codes.RUNGS)
FOUNDED, CAME = GONE + len(codes.EXITS), GONE + len(codes.EXITS) + 1
STANDINGS = CAME + 1
MOST_HELD = 60  # in one server, for its memory's sake
_runs: weakref.WeakSet[LiveRun] = weakref.WeakSet()


class LiveRun:
    """The first run of a study with this seed, as far as it has been lived."""

    def __init__(self, scenario: Scenario, world: World, spinup: SpinupFit, seed: int):
        self.scenario, self.world, self.seed = scenario, world, seed
        own = common_random_seed(seed, 0)
        self.eco = Ecosystem(world, fitted_path(scenario, spinup, own), seed=own)
        # held while a month is lived, and by whoever looks at more than one number
        self.lock = threading.RLock()
        self.standings = deque([self._standing()], maxlen=YEAR + 1)
        _runs.add(self)

    months = property(lambda self: len(self.eco.path), doc="how many months there are to live")
    steps = property(lambda self: self.eco.steps, doc="how many have been lived")
    over = property(lambda self: self.steps >= self.months)
    history = property(lambda self: self.eco.history[: self.steps])
    books = property(lambda self: self.eco.books[: self.steps])

    @property
    def month(self) -> str:
        """The month just lived; before the first, the month before it."""
        return month_name(int(self.eco.path["clock"][0, 0]) + self.steps - 1)

    def step(self) -> None:
        """Live one month."""
        with self.lock:
            if not self.over:
                self.eco.step()
                self.standings.append(self._standing())

    # levers

    def levers(self) -> ndarray:
        """The month to come, in which every lever has its value by district."""
        return self.eco.path[min(self.steps, self.months - 1)]

    def move(self, name: str, value: float, district: int | None = None) -> None:
        """Set a lever from the month to come on, in one district or in all; what lies outside its
        bounds is cut to them.
        """
        field = LEVERS[name]
        with self.lock:
            self.eco.path[name][self.steps :, slice(None) if district is None else district] = (
                np.clip(value, field.low, field.high)
            )

    # what the charts show

    def measure(self, name: str) -> ndarray:
        """A measure of the region in each month lived."""
        return self.history[name].sum(-1)

    def flows(self) -> dict[tuple[int, int], int]:
        """How many firms that stood somewhere a year ago (or at the start) stand where now;
        newcomers by how they came.
        """
        then, now = self.standings[0], self.standings[-1]
        new = np.where(
            self.eco.startups.rows["origin"][len(then) :] == codes.ATTRACTED, CAME, FOUNDED
        )
        before = np.concatenate([then, new.astype(np.int8)])
        counts = np.bincount(before.astype(np.int64) * STANDINGS + now, minlength=STANDINGS**2)
        moves = {divmod(k, STANDINGS): int(counts[k]) for k in np.flatnonzero(counts).tolist()}
        return {(a, b): n for (a, b), n in moves.items() if not GONE <= a < FOUNDED}

    def payments(self) -> dict[str, float]:
        """Public money by payment over the months lived, 万元, the largest first."""
        sums = {name: float(self.books[name].sum()) for name in public_outlays()}
        largest = sorted(sums.items(), key=lambda paid: -paid[1])
        return {name: amount for name, amount in largest if amount > 0}

    # stories

    def story(self, row: int, tell: jobs.ProgressCallback) -> Life:
        """One firm's life as far as this run has been lived, with the reasons: the run is lived
        again under a watcher's eyes.
        """
        with self.lock:
            lived, path = self.steps, self.eco.path.copy()
            end, funds = self.eco.startups.rows[row].copy(), self.eco.funds.rows.copy()
        key, again = int(end["key"]), Ecosystem(self.world, path, seed=int(path["seed"][0, 0]))
        watcher = Watcher((key,))
        again.watch(watcher)
        for month in range(lived):
            tell("story", month, lived)
            again.step()
        return Life(self.scenario, key, tuple(watcher.notes), end, funds)

    def _standing(self) -> ndarray:
        rows = self.eco.startups.rows
        return np.where(rows["alive"], rows["rung"], GONE + rows["exit_kind"]).astype(np.int8)


class Player:
    """Plays a run in a thread of its own, one month for each picture the browser has drawn, at a
    speed in months a second.
    """

    def __init__(self, show: Callable[[int], None]):
        """`show` has the browser draw the picture of a number."""
        self.show, self.speed = show, 1.0
        self.picture, self.drawn = 0, threading.Event()

    def draw(self) -> None:
        """Have the run drawn as it stands."""
        self.drawn.clear()
        self.picture += 1
        self.show(self.picture)

    def see(self, picture: int) -> None:
        """Take note that a picture has been drawn."""
        if picture >= self.picture:
            self.drawn.set()

    def play(self, run: LiveRun, set_playing: Callable[[bool], None]) -> Callable[[], None]:
        """Live month after month, each when the one before has been drawn; gives what ends it."""
        ended = threading.Event()

        def live() -> None:
            while not run.over and not ended.is_set():
                began = time.monotonic()
                run.step()
                self.draw()
                while not self.drawn.wait(0.1) and not ended.is_set():
                    pass
                ended.wait(max(0.0, 1 / self.speed - (time.monotonic() - began)))
            if not ended.is_set():
                set_playing(False)

        threading.Thread(target=live, daemon=True).start()
        return ended.set


def start_live_run(scenario: Scenario, seed: int, tell: jobs.ProgressCallback) -> LiveRun:
    """A run at its start; UserError where this server holds as many as it may."""
    if len(_runs) >= MOST_HELD:
        gc.collect()  # those whose visitors have gone
    if len(_runs) >= MOST_HELD:
        raise user_error("watch_too_many", most=MOST_HELD)
    own = common_random_seed(seed, 0)
    jobs.prepare_worlds(scenario, [own], tell)
    world, spinup = starting_world(scenario, population=population_of(own))
    return LiveRun(scenario, world, spinup, seed)


def warm_up_model(scenario: Scenario) -> None:
    """Live a year with nobody watching, so that the first visitor finds the model compiled and
    loaded.
    """
    run = start_live_run(scenario, 1, lambda stage, done, of, so_far=None: None)
    for _ in range(YEAR + 1):
        run.step()
