"""Serve the pages in the browser."""

import importlib.util

import click

from sim.words.catalogue import say, user_error


def serve_command(plans: tuple[str, ...], port: int | None, host: str, no_open: bool) -> None:
    """Serve the pages until Ctrl-C, with plans of one's own beside those that come with the
    product.
    """
    if importlib.util.find_spec("solara") is None or importlib.util.find_spec("uvicorn") is None:
        raise user_error("serve_needs_viz")
    from sim.app.serve import server
    from sim.app.session import url_state

    url_state.offer_plans(plans)
    listening = server.open_socket(host, port)
    click.echo(say("serve_starting"))
    server.run_server(
        listening, host, not no_open, lambda where: click.echo(say("serve_ready", where=where))
    )
    click.echo(say("serve_ended"))
