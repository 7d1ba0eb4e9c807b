"""HTML as pages write it: a tag, what stands in it, its class and attributes."""

import reacton.core
from solara.alias import rv


def element(
    tag: str, *children: str | reacton.core.Element, class_: str = "", **attributes: str
) -> reacton.core.Element:
    """An element of HTML; an attribute's name has _ for -.  `with` puts into it what is made
    meanwhile.
    """
    named = {name.replace("_", "-"): value for name, value in attributes.items()}
    return rv.Html(tag=tag, class_=class_, attributes=named, children=list(children))
