"""The Mesa convention: `solara run app.py` shows the Xuchang plan live (needs `pip install ".[viz]"`)."""
import solara
from mesa.visualization import SolaraViz, make_plot_component
from mesa.visualization.user_param import Slider

from sim import Ecosystem
from sim.core.fields import fields_of
from sim.policy.levers import Levers

SHOWN = ("rent_subsidy_share", "operator_tender", "matching_budget")
sliders = {n: Slider(f"{f.zh} / {f.en}", f.neutral, f.low, min(f.high, 1000.0)) for n, f in fields_of(Levers).items() if n in SHOWN}
charts = [make_plot_component(list(names)) for names in (("tech_sme", "high_tech", "strong"), ("tenants",), ("jobs",))]


@solara.component
def Page():
    """A model for each visitor, never one for all."""
    eco = solara.use_memo(lambda: Ecosystem("xuchang", policy="no-policy"), [])
    SolaraViz(eco, components=charts, model_params={"world": "xuchang", "policy": "no-policy", "seed": 1, **sliders}, name="Fuhua 孵化")
