"""A plan as Mesa's users expect a model: made of plain arguments, so that batch runs and sliders
can give them.
"""

from typing import Any

import numpy as np

from sim.model.ecosystem import Ecosystem
from sim.model.world import World
from sim.scenario.parameter_sets import population_of
from sim.scenario.scenario import load
from sim.scenario.spinup import fitted_path, starting_world


class PlanModel(Ecosystem):
    """The region of a plan: `PlanModel("xuchang", policy="no-policy", seed=7,
    rent_subsidy_share=0.5)`.

    Given a World and a path instead it is an Ecosystem like any other.
    """

    def __init__(
        self,
        world: World | str = "xuchang",
        path: np.ndarray | None = None,
        policy: str = "plan",
        seed: int = 1,
        rng: int | None = None,
        **kwargs: Any,
    ):
        """Load the plan and its starting population; levers and natural parameters may be given by
        name.
        """
        kwargs.pop("scenario", None)  # Mesa 3.5 hands its own Scenario to every model
        run_seed = int(seed if rng is None else rng)
        if isinstance(world, str) is not (path is None):
            raise TypeError("give a plan's name alone, or a World and its path together")
        if path is None:
            scenario = load(str(world), policy, kwargs)
            world, spinup = starting_world(scenario, population=population_of(run_seed))
            path = fitted_path(scenario, spinup, run_seed)
        elif kwargs:
            raise TypeError(
                f"levers by name go with a plan's name, not with a path: {', '.join(kwargs)}"
            )
        assert not isinstance(world, str)
        super().__init__(world, path, seed=run_seed)
