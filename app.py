"""The Mesa convention: `solara run app.py` shows the Xuchang plan in Mesa's own page (needs `pip install ".[viz]"`).

Here a lever counts from the first month on and after Reset, as in every Mesa model; `fuhua serve` moves it while the model runs.
"""

import solara
from mesa.visualization import SolaraViz, make_plot_component
from mesa.visualization.user_param import Slider

from sim import Ecosystem
from sim.app.serve import offline
from sim.core.fields import fields_of
from sim.model.levers import Levers
from sim.report.numbers import unit_title
from sim.words.catalogue import name_in_language

offline.configure_solara()
SHOWN = {
    "rent_subsidy_share": 1.0,
    "rent_subsidy_envelope": 5000.0,
    "research_grant_envelope": 5000.0,
    "matching_budget": 1000.0,
    "talent_award_envelope": 5000.0,
}  # and how far the slider goes
CHARTS = (("micro",), ("tech_sme", "high_tech", "strong"), ("tenants",), ("jobs",))
levers = {name: fields_of(Levers)[name] for name in SHOWN}
sliders = {
    name: Slider(
        f"{name_in_language(f)}, {unit_title(f.unit)}",
        f.neutral,
        f.low,
        SHOWN[name],
        SHOWN[name] / 20,
    )
    for name, f in levers.items()
}
charts = [make_plot_component(list(names)) for names in CHARTS]
fixed = {"world": "xuchang", "policy": "no-policy", "seed": 1}


@solara.component
def Page():
    """A model for each visitor, never one for all."""
    eco = solara.use_memo(lambda: Ecosystem(**fixed), [])
    SolaraViz(eco, components=charts, model_params={**fixed, **sliders}, name=offline.TITLE)
