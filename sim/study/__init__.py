"""Studies: many runs of variations of a plan, kept in one folder each; and policies compared on the same luck.

    import sim.study
    runs = sim.study.open("results/fund-size").rows(["public_outlay", "jobs"])

One method a file; nothing here shows anything.
"""

from sim.study.store.study import open_study as open

__all__ = ["open"]
