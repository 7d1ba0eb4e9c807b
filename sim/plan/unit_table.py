"""The one table of units (units.toml): how officials write them, what they are called, how a
quantity is written.

It stands apart from `sim.plan.units` so that a sentence can name a unit without loading the engine.
"""

from sim.core.files import read_declarations

# in the order of the file
MULTIPLES, ATOMS, COUNTERS, ROWS, EXAMPLES = read_declarations(__file__, "units.toml").values()
UNITS: dict[str, tuple[str, str]] = {  # a declared unit behind a number, zh and en
    unit: (row["zh"], row["en"]) for unit, row in ROWS.items() if "zh" in row
}
BARE: dict[str, tuple[str, str]] = {  # units that are not written behind a number
    unit: (row["title"][0], row["title"][1]) for unit, row in ROWS.items() if "title" in row
}
