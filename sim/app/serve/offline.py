"""Solara without the network: every script, style and font comes from our folder, and nothing is
reported to its makers.

Solara reads its settings when it is first imported, so `before_import` comes first; `solara run
app.py` has imported it already and calls `after_import`.
"""

import os
from pathlib import Path

ASSETS = Path(__file__).parents[1] / "assets"
TITLE = "Fuhua 孵化"


def configure_environment() -> None:
    """Have Solara look for its web files in our folder, and not write a folder of its own."""
    os.environ["SOLARA_ASSETS_PROXY_CACHE_DIR"] = str(ASSETS)
    os.environ["SOLARA_TELEMETRY_MIXPANEL_ENABLE"] = "False"


def configure_solara() -> None:
    """The same for a Solara that is there already, and our name on it."""
    from solara.server import settings

    settings.main.mode = (
        "production"  # in the other mode it asks for files twice the size, and its makers' site
    )
    settings.assets.proxy_cache_dir = ASSETS
    settings.assets.fontawesome_enabled = False
    settings.telemetry.mixpanel_enable = False
    settings.theme.show_banner = False
    settings.theme.loader = "plain"
    settings.theme.title = TITLE
