"""The pictures of reports, one subject a file."""

import importlib
from functools import partial

from sim.core.files import read_declarations
from sim.report.document import Figure, Picture
from sim.words.catalogue import say

CAPTIONS: dict[str, dict[str, str]] = read_declarations(__file__, "captions.toml")


def subject_figure(subject: str, id: str, *data: object) -> Figure:
    """A figure of a subject with its caption; the subject's file, which loads Matplotlib, draws it
    of `data` when it is first looked at.
    """

    def draw() -> Picture:
        from sim.report.figures.style import draw_picture

        drawing = importlib.import_module(f"sim.report.figures.{subject}")
        return draw_picture(id, partial(drawing.FIGURES[id], *data))

    return Figure(id, say(CAPTIONS[subject][id]), draw)
