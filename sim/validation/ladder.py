"""Rows on certificates, research and incubation, all of China."""

import numpy as np

from sim.model.rules import certify
from sim.validation.demography import each_december
from sim.validation.facts import Parts, mean
from sim.validation.reference_city import CityRun

LINE, STEP = (
    0.05,
    0.005,
)  # the first band's research intensity, and how near it bunching is looked for
FIRST_BAND = 5000.0  # sales up to which that line holds, 万元
NEAR = 1.2  # firms up to so many times the line count as near it


def yearly_flow(name: str, lived: CityRun) -> float:
    """A flow's mean over the years of the run."""
    return lived.total(name) * 12 / len(lived.history)


def mean_stock(name: str, lived: CityRun) -> float:
    """A stock's mean over the months of the run."""
    return float(lived.month(name).mean())


def incidence_rate(flow: str, of: str, lived: CityRun) -> Parts:
    """What happens in a year, against those it can happen to."""
    return yearly_flow(flow, lived), mean_stock(of, lived)


def stock_ratio(above: str, below: str, lived: CityRun) -> Parts:
    """Two stocks against each other."""
    return mean_stock(above, lived), mean_stock(below, lived)


def is_tenant(rows: np.ndarray) -> np.ndarray:
    """Which firms are in facilities."""
    return np.logical_and(rows["home"] >= 0, rows["rung"] > 0)


def tenants(lived: CityRun) -> np.ndarray:
    """Firms in facilities, each December."""
    return each_december(lived, lambda year, rows: rows[is_tenant(rows)])


def tenant_ratio(above: str, below: str, lived: CityRun) -> Parts:
    """Two sums over tenants against each other."""
    there = tenants(lived)
    return float(there[above].sum()), float(there[below].sum())


def tenant_mean(name: str, lived: CityRun) -> Parts:
    """A tenant's mean."""
    return mean(tenants(lived)[name])


def is_certified(year: int, rows: np.ndarray) -> np.ndarray:
    """Which firms have a valid high-tech certificate in December."""
    return np.greater_equal(rows["high_tech_until"], year * 12 + 11)


def certified_tenant_share(lived: CityRun) -> Parts:
    """Tenants with a valid high-tech certificate."""
    return mean(each_december(lived, lambda y, rows: is_certified(y, rows)[is_tenant(rows)]))


def certified_mean_heads(lived: CityRun) -> Parts:
    """People of firms with a valid high-tech certificate."""
    return mean(each_december(lived, lambda y, rows: rows["heads"][is_certified(y, rows)]))


def certification_pass_rate(lived: CityRun) -> Parts:
    """Applications for the high-tech title that succeed."""
    applied = lived.total("high_tech_applied")
    return applied - lived.total("high_tech_refused"), applied


def first_certification_rate(lived: CityRun) -> Parts:
    """Tech SMEs never certified as high-tech in one December that are in the next."""
    there, climbed = 0, 0
    for year, rows in lived.years.items():
        if year + 1 in lived.years:
            candidates = rows[
                (rows["tech_sme_until"] >= year * 12 + 11) & (rows["high_tech_until"] < 0)
            ]
            later = lived.years[year + 1]
            held = later["key"][is_certified(year + 1, later)]
            there += len(candidates)
            climbed += int(np.isin(candidates["key"], held).sum())
    return float(climbed), float(there)


def renewal_rate(lived: CityRun) -> Parts:
    """Of the firms whose certificate ends within the next year and that live it, those certified at
    its end.
    """
    ended, renewed = 0, 0
    for year, rows in lived.years.items():
        if year + 1 in lived.years:
            due = rows["key"][is_certified(year, rows) & ~is_certified(year + 1, rows)]
            later = lived.years[year + 1]
            there = np.isin(later["key"], due)
            ended += int(there.sum())
            renewed += int((there & is_certified(year + 1, later)).sum())
    return float(renewed), float(ended)


def yearly_growth(name: str, months: int, lived: CityRun) -> Parts:
    """A stock's mean yearly growth over the first months of the run, as (end / start) ** (1 / years)
    - 1.
    """
    path = lived.month(name)
    return float((path[months] / max(1.0, path[0])) ** (12 / months) - 1), 1.0


def passing_share(lived: CityRun) -> Parts:
    """Firms with sales that would pass the evaluation as tech SMEs, each December."""
    passed, there = 0, 0
    for year, rows in lived.years.items():
        m = lived.path[year * 12 + 11 - lived.first, 0]
        selling = rows[(rows["sales_1"] > 0) & (rows["rung"] > 0)].view(np.recarray)
        there += len(selling)
        passed += sum(bool(certify.passes_tech_sme(s, m)) for s in selling)
    return float(passed), float(there)


def area_per_tenant(lived: CityRun) -> Parts:
    """Floor area of facilities, teams' and common space included, for each tenant."""
    return mean_stock("floor_area", lived), mean_stock("tenants", lived)


def founder_origin_share(name: str, lived: CityRun) -> Parts:
    """Teams by what their founder was before; serial founders count with none, for their past is
    not told.
    """
    return lived.total(name), lived.total("founded") - lived.total("from_serial")


def invention_share(lived: CityRun) -> Parts:
    """Invention patents among all rights."""
    patents = mean_stock("patents", lived)
    return patents, patents + mean_stock("designs", lived)


def research_intensities(lived: CityRun) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of firms in the first band that may apply: three years' reported and real research in sales,
    and what was relabelled this year in what they reported for it.
    """
    f = each_december(
        lived,
        lambda year, rows: rows[
            (rows["sales_year"] > 0)
            & (rows["sales_year"] <= FIRST_BAND)
            & (rows["patents"] + rows["designs"] > 0)
            & (year * 12 + 11 - rows["registered"] >= 12)
        ],
    )
    sales, before = f["sales_year"] + f["sales_1"] + f["sales_2"], f["reported_1"] + f["reported_2"]
    relabelled = f["reported_year"] - f["research_year"]
    return (
        (f["reported_year"] + before) / sales,
        (f["research_year"] + before) / sales,
        np.stack([relabelled, f["reported_year"]], axis=1),
    )


def bunching(lived: CityRun) -> Parts:
    """How many more firms lie just above the line by what they report than by what they really
    spend, against the latter.
    """
    reported, real, _ = research_intensities(lived)
    there, truly = (((x >= LINE) & (x < LINE + STEP)).sum() for x in (reported, real))
    return float(there) - float(truly), float(truly)


def relabelled_share(lived: CityRun) -> Parts:
    """What was relabelled, in the research reported by firms at and a little above the line."""
    reported, _, spent = research_intensities(lived)
    near = spent[(reported >= LINE) & (reported < NEAR * LINE)]
    return float(near[:, 0].sum()), float(near[:, 1].sum())
