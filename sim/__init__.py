"""Fuhua 孵化: an agent-based laboratory for incubation policy.

    from sim import load, run, run_all
    ensemble = run_all(load("xuchang"), runs=20)

Names are imported when first used, so that `fuhua --help` answers at once.
"""

from typing import Any

__version__ = "0.1.0"
__all__ = [
    "Ecosystem",
    "Ensemble",
    "Run",
    "Startup",
    "Workers",
    "load",
    "plans",
    "run",
    "run_all",
]

_HOMES = {
    "load": "sim.scenario.scenario:load",
    "plans": "sim.plan.files:plans",
    "run": "sim.runs.ensemble:run",
    "run_all": "sim.runs.ensemble:run_all",
    "Workers": "sim.runs.workers:Workers",
    "Run": "sim.runs.ensemble:Run",
    "Ensemble": "sim.runs.ensemble:Ensemble",
    "Ecosystem": "sim.scenario.mesa_model:PlanModel",  # takes a plan's name as well as tables
    "Startup": "sim.model.agents.startup:Startup",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(
            f"module 'sim' has no attribute {name!r}; it offers {', '.join(__all__)}"
        )
    import importlib

    module, _, attribute = _HOMES[name].partition(":")
    return getattr(importlib.import_module(module), attribute)
