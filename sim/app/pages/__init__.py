"""The pages, in the order of the bar: each is a path, its component and the id of its name."""
import solara

from sim.app.pages.decide import Decide
from sim.app.pages.explore import Explore
from sim.app.pages.watch import Watch
from sim.app.shell import Frame

routes = [solara.Route("/", component=Watch, label="page_watch", layout=Frame),
          solara.Route("decide", component=Decide, label="page_decide"),
          solara.Route("explore", component=Explore, label="page_explore")]
