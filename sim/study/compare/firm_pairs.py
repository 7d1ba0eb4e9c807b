"""The same run under two policies, firm by firm: what officials would claim, what of it the policy
did, and who lost.

A firm is known by its key, which is its founder's and the number of the attempt, so it is the same
firm under every policy even where it was founded in another month.  Pairs are added up in the run
that lived them and are not kept: a run of a large zone has tens of thousands.
"""

from dataclasses import dataclass

import numpy as np
from numpy import ndarray

from sim.model.codes import STRONG, TEAM
from sim.model.ecosystem import Ecosystem

COUNTED = (
    "strong",
    "high_tech_valid",
    "tech_sme_valid",
    "startups",
    "jobs",
    "sales_12",
)  # measures that firms add up to
PARTS = ("claimed", "anyway", "others", "displaced")
SIZES = (0, 10, 50, 300)  # people at work from which a class begins
MOVES = ("without", "lost", "gained")


@dataclass(frozen=True)
class Firms:
    """The firms alive at the end of a run, in the order of their keys; `counts` has a column for
    each counted measure.
    """

    key: ndarray
    district: ndarray
    sector: ndarray
    size: ndarray
    clients: ndarray  # whom officials would count as theirs
    counts: ndarray


def firms_of(eco: Ecosystem, before: ndarray) -> Firms:
    """The firms of a run that has ended; `before` is the support its first firms had received when
    it began.
    """
    rows, clock = eco.startups.rows, int(eco.path["clock"][-1, 0])
    supported = supported_firms(eco, before)
    there = np.flatnonzero(rows["alive"] & (rows["rung"] > TEAM))
    there = there[np.argsort(rows["key"][there])]
    firms = rows[there]
    key, district, sector, heads = (firms[name] for name in ("key", "district", "sector", "heads"))
    year = firms["sales_year"] + firms["sales_1"] * (12 - int(eco.path["month"][-1, 0])) / 12
    counts = [
        firms["rung"] == STRONG,
        firms["high_tech_until"] >= clock,
        firms["tech_sme_until"] >= clock,
        np.ones(len(firms)),
        heads,
        year,
    ]
    return Firms(
        key,
        district,
        sector,
        np.searchsorted(SIZES, heads, "right") - 1,
        supported[there],
        np.stack(counts, 1).astype(float),
    )


def supported_firms(eco: Ecosystem, before: ndarray) -> ndarray:
    """Which firms officials would count as theirs: they got public money, a desk in a facility,
    equity from a fund with public money in it, or a loan that the public stands behind, in the
    months of the plan.
    """
    rows, first = eco.startups.rows, int(eco.path["clock"][0, 0])
    support = rows["support"].copy()
    support[: len(before)] -= before
    found = np.asarray((support > 0) | (rows["home"] >= 0) | (rows["admitted"] >= first))
    stakes, loans = eco.stakes.rows, eco.loans.rows
    public = eco.funds.rows["public_paid"][stakes["fund"]] > 0
    found[stakes["startup"][public & (stakes["born"] >= first)]] = True
    backed = (loans["pool_share"] > 0) | (loans["guarantee_share"] > 0)
    found[loans["startup"][backed & (loans["born"] >= first)]] = True
    return found


@dataclass(frozen=True)
class Pairs:
    """What firms' two lives add up to.

    `parts` has a row for each counted measure: what the supported firms count for (claimed), what
    they would without the policy (anyway), what other firms gain, and what firms lose that do
    better without it (displaced).  Claimed - anyway + others - displaced is the difference of the
    whole region.  `moves` has a row for each district, sector and size: firms alive without the
    policy, of them lost with it, and firms alive with it alone.
    """

    parts: ndarray
    moves: ndarray


@dataclass(frozen=True)
class PairedRun:
    """One run number under every policy, the baseline first: outcomes, end-of-run measures by
    district, and firm pairs against the baseline (see `Pairs`).
    """

    seed: int
    values: ndarray
    places: ndarray
    parts: ndarray
    moves: ndarray


def pair_firms(without: Firms, under: Firms, districts: int, sectors: int) -> Pairs:
    """Pair the firms of a run without a policy and under it; a sector is the same in every market."""
    keys = np.union1d(without.key, under.key)
    at, on = np.searchsorted(keys, without.key), np.searchsorted(keys, under.key)
    old, new = np.zeros((len(keys), len(COUNTED))), np.zeros((len(keys), len(COUNTED)))
    old[at], new[on] = without.counts, under.counts
    theirs = np.zeros((len(keys), 1), bool)
    theirs[on, 0] = under.clients
    parts = np.stack(
        [
            (new * theirs).sum(0),
            (np.minimum(old, new) * theirs).sum(0),
            (np.maximum(new - old, 0) * ~theirs).sum(0),
            np.maximum(old - new, 0).sum(0),
        ],
        1,
    )
    lost, gained = ~np.isin(without.key, under.key), ~np.isin(under.key, without.key)
    moves = [
        group_counts(firms, which, districts, sectors)
        for firms, which in ((without, np.ones(len(lost), bool)), (without, lost), (under, gained))
    ]
    return Pairs(parts, np.stack(moves, 1))


def group_counts(firms: Firms, which: ndarray, districts: int, sectors: int) -> ndarray:
    """How many of these firms each district, sector and size has, one after the other."""
    return np.concatenate(
        [
            np.bincount(firms.district[which], minlength=districts),
            np.bincount(firms.sector[which] % sectors, minlength=sectors),
            np.bincount(firms.size[which], minlength=len(SIZES)),
        ]
    ).astype(float)
