"""The pages, in the order of the bar.

A page is a component without arguments in a module of its own, and a line here: its path, the id of
its name in `sim/words`, and the frame they all share.  What it shows follows from
`sim.app.components.layout.use_address`; what takes long goes through
`sim.app.session.jobs.use_work`.
"""

import solara

from sim.app.components.layout import PageFrame
from sim.app.pages.decide.page import DecidePage
from sim.app.pages.explore.page import ExplorePage
from sim.app.pages.watch.page import WatchPage

routes = [
    solara.Route("/", component=WatchPage, label="page_watch", layout=PageFrame),
    solara.Route("decide", component=DecidePage, label="page_decide"),
    solara.Route("explore", component=ExplorePage, label="page_explore"),
]
