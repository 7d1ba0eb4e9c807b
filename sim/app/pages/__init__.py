"""The pages, in the order of the bar.

A page is a component without arguments in a module of its own, and a line here: its path, the id of its name in
`sim.words_app`, and the frame they all share.  What it shows follows from `sim.app.shell.use_address`; what takes long goes
through `sim.app.work.use_work`.
"""

import solara

from sim.app.components.layout import Frame
from sim.app.pages.decide.page import Decide
from sim.app.pages.explore.page import Explore
from sim.app.pages.watch.page import Watch

routes = [
    solara.Route("/", component=Watch, label="page_watch", layout=Frame),
    solara.Route("decide", component=Decide, label="page_decide"),
    solara.Route("explore", component=Explore, label="page_explore"),
]
