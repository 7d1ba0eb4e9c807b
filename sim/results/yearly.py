"""The runs by year, by district and by named facility: what the years.csv, districts.csv,
facilities.csv and the report's tables and figures show.

What counts as happening (a flow) is added up, what stands (a stock) is read in the last month; both
are then the median over runs with the 80 % band.
"""

from collections.abc import Iterable

import numpy as np

from sim.core.fields import fields_of
from sim.core.ledger import Flow
from sim.core.records import Record
from sim.model.agents.payments import BANKS, FUNDS, INVESTORS, POOL, Book
from sim.model.calendar import month_name
from sim.model.measures import Census, FacilityCensus
from sim.results.summary import (
    last_month,
    measure_declaration,
    measure_keys,
    median_with_band,
    regional_series,
    values_by_district,
    years_of,
)
from sim.runs.histories import RunHistories


def measures(ensemble: RunHistories) -> list[str]:
    """Every measure and payment declared now that these runs hold."""
    return [
        *(n for n in fields_of(Census) if n in (ensemble.history.dtype.names or ())),
        *(f"money.{n}" for n in fields_of(Book) if n in (ensemble.books.dtype.names or ())),
    ]


def is_flow(name: str) -> bool:
    """Whether a measure happens in a month or stands at its end."""
    return name.startswith("money.") or getattr(Census, name).kind == "flow"


def measures_with_units(ensemble: RunHistories, *units: str) -> list[str]:
    """The measures (not payments) declared in one of these units."""
    return [
        n
        for n in measures(ensemble)
        if not n.startswith("money.") and measure_declaration(n).unit in units
    ]


def financing_payments(ensemble: RunHistories) -> list[str]:
    """The payments that funds, their investors, banks or the risk pool make or receive."""
    holders = {FUNDS, INVESTORS, BANKS, POOL}
    return [
        n
        for n in measures(ensemble)
        if isinstance(f := measure_declaration(n), Flow) and holders & {f.payer, f.payee}
    ]


def calendar_years(ensemble: RunHistories) -> list[tuple[str, int]]:
    """The calendar years lived and how many months of each."""
    found, counts = np.unique(years_of(ensemble), return_counts=True)
    return [(str(y), int(n)) for y, n in zip(found, counts, strict=True)]


def values_per_year(ensemble: RunHistories, name: str) -> np.ndarray:
    """A measure by run and year."""
    path, years, flow = regional_series(ensemble, name), years_of(ensemble), is_flow(name)
    months = (np.flatnonzero(years == y) for y in np.unique(years))
    return np.stack([path[:, at].sum(1) if flow else path[:, at[-1]] for at in months], 1)


def bands_by_year(ensemble: RunHistories, name: str) -> dict[str, dict[str, float]]:
    """A measure's median and band in each year."""
    years, found = calendar_years(ensemble), values_per_year(ensemble, name).T
    return {year: median_with_band(at) for (year, _), at in zip(years, found, strict=True)}


def district_band(ensemble: RunHistories, name: str, place: int) -> dict[str, float]:
    """A measure's median and band in one district: a stock in the last month, a flow over all."""
    values = values_by_district(ensemble, name)[..., place]
    return median_with_band(values.sum(1) if is_flow(name) else values[:, -1])


def nonzero_measures(ensemble: RunHistories, names: Iterable[str]) -> list[str]:
    """Those measures that are not nothing in every run and month."""
    return [n for n in names if np.any(values_by_district(ensemble, n))]


def year_rows(ensemble: RunHistories) -> list[Record]:
    """One row a year and measure, as years.csv has it."""
    rows = []
    for name in measures(ensemble):
        found, kind = bands_by_year(ensemble, name), "flow" if is_flow(name) else "stock"
        keys = {"measure": name, **measure_keys(name), "kind": kind}
        rows += [
            {"year": year, "months": months, **keys, **found[year]}
            for year, months in calendar_years(ensemble)
        ]
    return rows


def district_rows(ensemble: RunHistories) -> list[Record]:
    """One row a district and measure, as districts.csv has it: stocks in the last month, flows over
    all months.
    """
    last, names = month_name(last_month(ensemble)), measures(ensemble)
    districts = ensemble.scenario.districts
    found = {  # a measure is read once
        name: [district_band(ensemble, name, k) for k in range(len(districts))] for name in names
    }
    return [
        {
            "district": place.id,
            "district_zh": place.zh,
            "district_en": place.en,
            "measure": name,
            **measure_keys(name),
            "month": "all" if is_flow(name) else last,
            **found[name][k],
        }
        for k, place in enumerate(districts)
        for name in names
    ]


def facility_values(ensemble: RunHistories, name: str) -> np.ndarray:
    """A measure of the named facilities in the last month, by run and facility."""
    return np.asarray(ensemble.facilities[name], float)[:, -1]


def facility_rows(ensemble: RunHistories) -> list[Record]:
    """One row a named facility and measure, as facilities.csv has it, in the last month."""
    last = month_name(last_month(ensemble))
    values = {name: facility_values(ensemble, name) for name in fields_of(FacilityCensus)}
    return [
        {
            "facility": house.id,
            "facility_zh": house.zh,
            "facility_en": house.en,
            "district": house.district,
            "measure": name,
            "measure_zh": f.zh,
            "measure_en": f.en,
            "unit": f.unit,
            "month": last,
            **median_with_band(values[name][:, k]),
        }
        for k, house in enumerate(ensemble.scenario.named_facilities)
        for name, f in fields_of(FacilityCensus).items()
    ]
