"""Makes the reference pages of the site: one a room of `sim/`, read from docstrings without importing anything.

They are written to docs/reference/, which git ignores.
"""

from __future__ import annotations

import ast
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

ROOMS = Path(__file__).parents[1] / "sim"
OPTIONS = "    options:\n      show_submodules: true\n      show_root_heading: false\n      show_root_toc_entry: false\n"


def sentence_of(room: Path) -> str:
    """What a room is for, as the first paragraph of its docstring says."""
    text = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
    return " ".join(text.partition("\n\n")[0].split())


def on_config(config: MkDocsConfig) -> None:
    """Write a page a room, and one that lists them; the Chinese side says that they are in English."""
    rooms = sorted(path for path in ROOMS.iterdir() if (path / "__init__.py").exists())
    lines = [f"| [{room.name}]({room.name}.md) | {sentence_of(room)} |" for room in rooms]
    table = "\n".join(["| room | what it is |", "|---|---|", *lines])
    most = "Most programs need only what `sim` itself offers:"
    pages = {
        "index.md": f"# Reference\n\nThe rooms of `sim/`, read from their docstrings.\n\n{table}\n\n{most}\n\n"
        "::: sim\n    options:\n      members: false\n",
        "index.zh.md": f"# 接口\n\n接口说明为英文，请切换到 English 阅读。\n\n{table}\n",
    }
    for room in rooms:
        pages[f"{room.name}.md"] = f"# sim.{room.name}\n\n::: sim.{room.name}\n{OPTIONS}"
        pages[f"{room.name}.zh.md"] = (
            f"# sim.{room.name}\n\n{sentence_of(room)}\n\n接口说明为英文，请切换到 English 阅读。\n"
        )
    folder = Path(config.docs_dir) / "reference"
    folder.mkdir(exist_ok=True)
    for name, content in pages.items():
        page = folder / name
        if not page.exists() or page.read_text(encoding="utf-8") != content:
            page.write_text(content, encoding="utf-8", newline="\n")
