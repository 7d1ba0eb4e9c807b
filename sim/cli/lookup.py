"""Look up what a plan can set, which instruments published plans name, what answers each article of
a plan, and every quantity of the model.
"""

import click

from sim.cli.options import print_json, show_data, write_page


def levers_command(
    search: str | None, instrument: str | None, write: str | None, as_json: bool
) -> None:
    """List what a plan can set, in full where few are asked for, or write the page on it."""
    from sim.report.render.markdown import markdown_page
    from sim.report.subjects import instruments as catalogue

    if write is not None:
        write_page(write, markdown_page(catalogue.instruments_page()))
        return
    data = catalogue.lever_rows(search, instrument)
    full = search is not None
    show_data(data, lambda: catalogue.levers_document(data, instrument, full), as_json)


def instruments_command(plan: str | None, search: str | None, as_json: bool) -> None:
    """List the instruments that published plans name."""
    from sim.report.subjects import instruments as catalogue

    data = catalogue.instrument_rows(plan, search)
    full = search is not None
    show_data(data, lambda: catalogue.instruments_document(data, plan, full), as_json)


def articles_command(plan: str | None, write: str | None, as_json: bool) -> None:
    """List the articles of a plan with what answers each, count those of all published plans, or
    write the page on them.
    """
    from sim.report.render.markdown import markdown_page
    from sim.report.subjects import articles
    from sim.scenario.scenario import load

    if write is not None:
        write_page(write, markdown_page(articles.articles_page()))
    elif plan is None:
        data = articles.published_articles()
        show_data(data, lambda: articles.articles_overview(data), as_json)
    else:
        scenario = load(plan)
        rows = articles.article_rows(scenario)
        show_data(rows, lambda: articles.articles_document(scenario, rows), as_json)


def fields_command(write: str | None, as_json: bool) -> None:
    """Print the catalogue of every quantity in the model, or write it to a file."""
    from sim.report.render.markdown import markdown_page
    from sim.report.subjects.fields import field_catalogue, fields_page

    if as_json:
        print_json(field_catalogue())
        return
    page = markdown_page(fields_page())
    if write is None:
        click.echo(page, nl=False)
    else:
        write_page(write, page)
