"""Districts and their facilities as boxes that fill up: a scheme, for plans give no coordinates.

It is plain HTML rather than a chart: every box is a button with its words, and ECharts' treemap
keeps every picture it has ever drawn.
"""

import numpy as np

from sim.app.components.widgets import State
from sim.app.pages.watch.live_run import LiveRun
from sim.report.numbers import format_number, format_percent
from sim.words.catalogue import name_in_language, say

MOST = 24  # facilities shown of a district, the largest first


def facility_map(run: LiveRun) -> State:
    """Title, words, and each district with its facilities."""
    rows = run.eco.incubators.rows
    is_open = (rows["opened"] >= 0) & (rows["closed"] < 0)
    area, used = float(rows["tenant_area"][is_open].sum()), float(rows["occupied"][is_open].sum())
    words = say(
        "places_words",
        facilities=int(is_open.sum()),
        planned=int((rows["opened"] < 0).sum()),
        area=format_number(area),
        full=format_percent(bounded_share(used, area)),
        tenants=format_number(float(rows["tenants"][is_open].sum())),
    )
    districts = []
    for d, district in enumerate(run.scenario.districts):
        here = np.flatnonzero(rows["district"] == d)
        here = here[np.argsort(-rows["area"][here], kind="stable")]
        rest = say("places_rest", count=len(here) - MOST) if len(here) > MOST else ""
        boxes = [facility_box(run, k) for k in here[:MOST].tolist()]
        districts.append({"name": name_in_language(district), "rest": rest, "facilities": boxes})
    return {"title": say("places_title"), "words": words, "districts": districts}


def facility_box(run: LiveRun, k: int) -> State:
    """One facility: how large and how full it is."""
    row = run.eco.incubators.rows[k]
    is_open = bool(row["opened"] >= 0 and row["closed"] < 0)
    full = bounded_share(float(row["occupied"]), float(row["tenant_area"])) if is_open else 0.0
    state = say("places_planned" if row["opened"] < 0 else "places_closed")
    return {
        "row": k,
        "name": name_in_language(run.scenario.facilities[k]),
        "state": say("places_full", full=format_percent(full)) if is_open else state,
        "open": is_open,
        "full": round(full, 3),
        "size": round(float(row["area"]) ** 0.5),
    }


def bounded_share(part: float, whole: float) -> float:
    """A part of a whole, at most all of it; of nothing, none."""
    return min(1.0, part / whole) if whole > 0 else 0.0
