"""The server behind `fuhua serve`: Solara's, with our pages, our web files and a guard in front.

Solara would fetch a web file it does not find from a public CDN; here files are served from our
folder by a plain file server instead, so a missing one is a 404 at once and nothing ever leaves
this machine.
"""

import errno
import os
import secrets
import socket
import threading
import warnings
import webbrowser
from collections.abc import Callable
from typing import Any

from sim.app.serve import offline
from sim.app.serve.access import HERE, PARAMETER, AccessGuard
from sim.words.catalogue import user_error

PORT = 8765
TRIED = 20  # ports looked at where none was asked for
GRACE = 1  # seconds that open pages have to say goodbye


def open_socket(host: str, port: int | None) -> socket.socket:
    """A socket to listen on: the port asked for, or the first free one; UserError where there is
    none.
    """
    try:
        family = socket.getaddrinfo(host, None)[0][0]
    except (socket.gaierror, UnicodeError):
        raise user_error("serve_no_host", host=host) from None
    why = ""
    for wish in [port] if port is not None else range(PORT, PORT + TRIED):
        try:
            return socket.create_server((host, wish), family=family)
        except PermissionError:
            raise user_error("serve_port_forbidden", port=wish) from None
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise user_error("serve_no_host", host=host) from None
            why = os.strerror(error.errno or 0)
    if port is None:
        raise user_error("serve_no_port", first=PORT, last=PORT + TRIED - 1)
    raise user_error("serve_port_taken", port=port, detail=why)


def asgi_application(token: str | None) -> Any:
    """The ASGI application; imports Solara."""
    offline.configure_environment()
    os.environ["SOLARA_APP"] = "sim.app.pages"
    from solara.server import settings, starlette
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.routing import Mount
    from starlette.staticfiles import StaticFiles

    from sim.app.components import layout

    offline.configure_solara()
    settings.kernel.cull_timeout = "60s"  # a page that lost its connection keeps its model so long
    warnings.filterwarnings(
        "ignore", "Cookies with samesite=none"
    )  # true of http; SameSite=Lax serves us as well
    own = [
        Mount("/_solara/cdn", StaticFiles(directory=offline.ASSETS)),
        Mount("/fuhua/fonts", StaticFiles(directory=layout.FONTS)),
    ]
    return Starlette(
        routes=[*own, *starlette.routes],
        lifespan=starlette.lifespan,
        middleware=[Middleware(AccessGuard, token=token), *starlette.middleware],
    )


def server_address(host: str, port: int, token: str | None) -> str:
    """What to type into a browser; where every address of this machine is listened on, the one
    others reach it by.
    """
    host = external_host(host) if host in ("0.0.0.0", "::") else host
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/" + (f"?{PARAMETER}={token}" if token else "")


def external_host(host: str) -> str:
    """The address of this machine that others see; its name where it has none."""
    family, elsewhere = (
        (socket.AF_INET6, "2001:db8::1") if ":" in host else (socket.AF_INET, "192.0.2.1")
    )
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect(
                (elsewhere, 9)
            )  # for documents only, and nothing is sent: it picks the way out
            return str(probe.getsockname()[0])
    except OSError:
        return socket.gethostname()


def run_server(
    listening: socket.socket, host: str, show: bool, tell: Callable[[str], None]
) -> None:
    """Serve the pages on a socket until Ctrl-C; `tell` is given the address when they can be
    opened.
    """
    token = None if host in HERE else secrets.token_urlsafe(24)
    where = server_address(host, listening.getsockname()[1], token)
    import uvicorn

    from sim.app.pages.watch.live_run import warm_up_model
    from sim.app.session.url_state import UrlState

    class Server(uvicorn.Server):
        """Tells the address once it answers."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            tell(where)
            threading.Thread(
                target=warm_up_model, args=(UrlState().scenario(),), daemon=True
            ).start()
            if show:
                threading.Thread(target=webbrowser.open, args=(where,), daemon=True).start()

    config = uvicorn.Config(
        asgi_application(token),
        log_level="warning",
        timeout_graceful_shutdown=GRACE,
        ws_max_size=2**20,
    )
    try:
        Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass  # the usual way to end
    finally:
        listening.close()
