"""Numbers made of many runs, one method a file.

A file that declares `METHOD` explains plans: `fuhua` has a command for it, whose options are those
declared, and `explain_COMMAND` of the subject of the same name in `sim.report.subjects` answers it.
Declarations are read without importing the files, which load longer than help may.
"""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class StudyMethod:
    """A method that explains plans, as its file declares it.

    `place` is where its command stands in the help, `parameters` are the command's as
    `sim/cli/commands.toml` has them, and `library` is what it needs of the extra `research`.
    """

    command: str
    subject: str
    place: int
    parameters: Sequence[str | Mapping[str, Any]]
    library: str = ""


def study_methods() -> list[StudyMethod]:
    """The methods that explain plans, in the order of the help."""
    found = []
    for file in Path(__file__).parent.glob("*.py"):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "METHOD":
                found.append(StudyMethod(**{"subject": file.stem, **ast.literal_eval(node.value)}))
    return sorted(found, key=lambda method: method.place)
