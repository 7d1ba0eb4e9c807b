"""Every instrument that the five published plans name, and its place here.

A plan's text says "venture funds shall be attracted"; a lever is what that sets in the model.  An instrument
sets levers, promises facilities, or is left out for a reason.  No plan gives rates: numbers are a scenario's.
"""

from __future__ import annotations

from functools import cache

from sim.plan.instruments.fund import FUND
from sim.plan.instruments.governance import GOVERNANCE
from sim.plan.instruments.market import MARKET
from sim.plan.instruments.named import DOCUMENTS, NamedInstrument
from sim.plan.instruments.regulation import REGULATION
from sim.plan.instruments.service import SERVICE
from sim.plan.instruments.space import SPACE
from sim.plan.instruments.subsidy import SUBSIDY
from sim.plan.instruments.talent import TALENT

ASSUMED = "assumed"  # the source of a lever that no plan names
INSTRUMENTS: dict[str, NamedInstrument] = {
    i.name: i
    for i in (*SPACE, *SUBSIDY, *FUND, *SERVICE, *TALENT, *REGULATION, *MARKET, *GOVERNANCE)
}


@cache
def instruments_of_lever(lever: str) -> tuple[NamedInstrument, ...]:
    """The instruments that set a lever; first those that set little else, of these what most plans name."""
    found = [i for i in INSTRUMENTS.values() if lever in i.levers]
    return tuple(sorted(found, key=lambda i: (len(i.levers), -len(i.documents))))


def sections(lever: str) -> dict[str, str]:
    """Where each plan names an instrument that sets a lever."""
    found: dict[str, dict[str, None]] = {}
    for code in DOCUMENTS:
        for i in instruments_of_lever(lever):
            if code in i.documents:
                found.setdefault(code, {}).update(dict.fromkeys(i.documents[code].split("、")))
    return {code: "、".join(places) for code, places in found.items()}


def source(lever: str) -> str:
    """Plans and sections in one line, or that a lever is assumed."""
    return "; ".join(f"{code} {places}" for code, places in sections(lever).items()) or ASSUMED
