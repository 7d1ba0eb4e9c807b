"""Plans and studies: lists of those there are, what a sweep takes, what a study holds, a check found, a question is answered."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from sim.core.errors import UserError
from sim.core.files import atomic_file
from sim.model.calendar import month_name
from sim.report.document import ReportDocument, list_document, table_row
from sim.report.numbers import Row, format_duration, row_name
from sim.scenario.scenario import load
from sim.study.design.study_file import StudyFile
from sim.study.store.maintain import IntegrityReport, Place, size_on_disk
from sim.study.store.parts import write_parquet
from sim.study.store.study import Study
from sim.words.catalogue import say, text_in_language

SHOWN = 40  # rows of an answer, runs of a list
BYTES = {
    "part": 84_000,
    "outcome": 6.4,
    "month": 2.2,
}  # on disk: of a part, of an outcome, of a measure's month; Xuchang
UNITS = ("B", "kB", "MB", "GB", "TB")
Columns = Mapping[str, np.ndarray]


def plan_list() -> list[dict[str, Any]]:
    """The plans that come with the program, as data."""
    from sim.plan.files import plans

    return [
        {
            "name": s.name,
            "zh": s.zh,
            "en": s.en,
            "document": s.document,
            "first": month_name(s.first),
            "last": month_name(s.last),
            "policies": [p["name"] for p in policy_list(s.name)],
        }
        for s in map(load, plans())
    ]


def policy_list(plan: str) -> list[dict[str, Any]]:
    """A plan's policies with the public money each sets aside, as data."""
    from sim.scenario.scenario import policies

    return [
        {
            "name": name,
            "zh": s.policy_zh,
            "en": s.policy_en,
            "planned_public_money": s.planned_public_money(),
        }
        for name in policies(plan)
        for s in [load(plan, name)]
    ]
