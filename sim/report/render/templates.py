"""The templates of files: Jinja, with what both kinds of file ask for."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sim.words.catalogue import say


def template_house(folder: str = "") -> Environment:
    """The templates of a folder here; a name that is not known is a fault."""
    house = Environment(
        loader=FileSystemLoader(Path(__file__).parent / folder, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    house.tests["of_kind"] = lambda block, kind: type(block).__name__ == kind
    house.globals.update(say=say)
    return house
