"""Studies: many runs of variations of a plan, kept in one folder each.

    import sim.study
    runs = sim.study.open("results/fund-size").rows(["public_outlay", "jobs"])
"""
from sim.study.store import open_study as open

__all__ = ["open"]
