"""The one table of units (units.toml): how officials write them, what they are called, how a
quantity is written.
"""

import tomllib
from pathlib import Path
from typing import Any

FILE: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("units.toml").read_text("utf-8")
)
MULTIPLES, ATOMS, COUNTERS, ROWS, EXAMPLES = FILE.values()  # in the order of the file
UNITS: dict[str, tuple[str, str]] = {  # a declared unit behind a number, zh and en
    unit: (row["zh"], row["en"]) for unit, row in ROWS.items() if "zh" in row
}
BARE: dict[str, tuple[str, str]] = {  # units that are not written behind a number
    unit: (row["title"][0], row["title"][1]) for unit, row in ROWS.items() if "title" in row
}
