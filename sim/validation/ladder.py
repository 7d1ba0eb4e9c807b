"""Rows on certificates, research and incubation, all of China."""

from collections.abc import Sequence

import numpy as np
from numpy import ndarray

from sim.model import codes
from sim.model.rules import certify
from sim.validation.facts import Parts, mean
from sim.validation.reference_city import CityRun

LINE = 0.05  # research intensity of the first band
STEP = 0.005  # how near the line bunching is looked for
REPORTED = 1000.0  # last year's sales from which a firm is above scale (services; industry from 2000), 万元
ASKED = 40  # one firm in so many, where each is put to a rule of its own
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


def tenants(lived: CityRun) -> tuple[ndarray, ndarray]:
    """Firms in incubators, each December: the month of each row, and the rows."""
    month, rows = lived.decembers
    kinds = lived.facilities["kind"][rows["home"]]
    housed = (rows["home"] >= 0) & (rows["rung"] > 0) & (kinds == codes.INCUBATOR)
    return month[housed], rows[housed]


def tenant_ratio(above: str, below: str, lived: CityRun) -> Parts:
    """Two sums over tenants against each other."""
    _, rows = tenants(lived)
    return float(rows[above].sum()), float(rows[below].sum())


def tenant_mean(name: str, lived: CityRun) -> Parts:
    """A tenant's mean."""
    return mean(tenants(lived)[1][name])


def running_incubators(month: int, lived: CityRun) -> ndarray:
    """The incubators that stand open in a month."""
    places = lived.facilities[lived.facilities["kind"] == codes.INCUBATOR]
    closed = (places["closed"] >= 0) & (places["closed"] <= month)
    running: ndarray = places[(places["opened"] >= 0) & (places["opened"] <= month) & ~closed]
    return running


def area_per_tenant(lived: CityRun) -> Parts:
    """Floor area of incubators, let or not, for each firm in them, over all Decembers."""
    month, _ = tenants(lived)
    area = sum(running_incubators(m, lived)["area"].sum() for m in np.unique(month))
    return float(area), float(len(month))


def graduation_rate(lived: CityRun) -> Parts:
    """Firms that graduate from incubators in a year, against the tenants of a December."""
    yearly = lived.graduates[lived.facilities["kind"] == codes.INCUBATOR] * 12 / len(lived.history)
    return float(yearly.sum()), len(tenants(lived)[0]) / len(lived.years)


def certified_tenant_share(lived: CityRun) -> Parts:
    """Tenants with a valid high-tech certificate."""
    month, rows = tenants(lived)
    return mean(rows["high_tech_until"] >= month)


def certified_mean_heads(lived: CityRun) -> Parts:
    """People of firms with a valid high-tech certificate."""
    month, rows = lived.decembers
    return mean(rows["heads"][rows["high_tech_until"] >= month])


def gazelle_share(lived: CityRun) -> Parts:
    """Gazelles among the firms that report to a zone's statistics: those with a certificate, in the
    registry, or above scale.
    """
    _, rows = lived.decembers
    reports = (rows["rung"] >= codes.TECH_SME) | (rows["sales_1"] >= REPORTED)
    return mean(rows["gazelle"][reports & (rows["rung"] > codes.TEAM)])


def flow_share(part: Sequence[str], whole: Sequence[str], lived: CityRun) -> Parts:
    """A flow of the whole run against another, each without the flows that stand behind it."""
    above, below = (
        lived.total(flow) - sum(map(lived.total, without)) for flow, *without in (part, whole)
    )
    return above, below


def certification_candidates(month: int | ndarray, rows: ndarray) -> ndarray:
    """Which firms are tech SMEs in a December and were never certified as high-tech."""
    candidates: ndarray = (rows["tech_sme_until"] >= month) & (rows["high_tech_until"] < 0)
    return candidates


def first_certification_rate(lived: CityRun) -> Parts:
    """Tech SMEs never certified as high-tech in one December that are in the next."""
    month, rows = lived.decembers
    there = certification_candidates(month, rows) & (month < month[-1])
    climbed = sum(
        (certification_candidates(m, then) & (now["high_tech_until"] >= m + 12)).sum()
        for m, then, now in lived.year_pairs
    )
    return float(climbed), float(there.sum())


def renewal_rate(lived: CityRun) -> Parts:
    """Of the firms whose certificate ends within the next year and that live it, those certified at
    its end.
    """
    ended, renewed = 0, 0
    for m, then, now in lived.year_pairs:
        held = then["high_tech_until"]
        due = (held >= m) & (held < m + 12)
        ended += int(due.sum())
        renewed += int((due & (now["high_tech_until"] >= m + 12)).sum())
    return float(renewed), float(ended)


def yearly_growth(name: str, months: int, lived: CityRun) -> Parts:
    """A stock's mean yearly growth over the first months of the run, as (end / start) ** (1 / years)
    - 1.
    """
    path = lived.month(name)
    return float((path[months] / max(1.0, path[0])) ** (12 / months) - 1), 1.0


def passing_share(lived: CityRun) -> Parts:
    """Firms with sales that would pass the evaluation as tech SMEs, each December; asked of one firm
    in forty, by key.
    """
    month, rows = lived.decembers
    selling = (rows["sales_1"] > 0) & (rows["rung"] > 0) & (rows["key"] % ASKED == 0)
    law = lived.path[:, 0]
    passed = sum(
        bool(certify.passes_tech_sme(s, law[m - lived.first]))
        for m, s in zip(month[selling], rows[selling].view(np.recarray), strict=True)
    )
    return float(passed), float(selling.sum())


def invention_share(lived: CityRun) -> Parts:
    """Invention patents among all rights."""
    patents = mean_stock("patents", lived)
    return patents, patents + mean_stock("designs", lived)


def research_intensities(lived: CityRun) -> tuple[ndarray, ndarray, ndarray]:
    """Of firms in the first band that may apply: three years' reported and real research in sales,
    and what was relabelled this year in what they reported for it.
    """
    month, rows = lived.decembers
    f = rows[
        (rows["sales_year"] > 0)
        & (rows["sales_year"] <= FIRST_BAND)
        & (rows["patents"] + rows["designs"] > 0)
        & (month - rows["registered"] >= 12)
    ]
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
