"""Tables of records are declared: what a cell of `tables.toml` names is there, and what it lacks is a fault, not a blank."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from jinja2 import TemplateAssertionError, UndefinedError, nodes

import sim
from sim.report import document, subjects
from sim.report.document import EXPRESSIONS, LAYOUTS, TableLayout, record_row

GIVEN = {"this", "tone"}  # what every cell may name
EXPRESSIONS_OF = {
    id: [*form.cells, form.key, form.style, form.tone] for id, form in LAYOUTS.items()
}


@pytest.fixture(scope="module", autouse=True)
def _formats():
    """Every subject is imported, so that its formats are known."""
    for module in pkgutil.iter_modules(subjects.__path__):
        importlib.import_module(f"{subjects.__name__}.{module.name}")


@pytest.fixture(scope="module")
def words():
    """Every name and every key that the program or its tables on disk speak of."""
    root, found = Path(sim.__file__).parent, set[str]()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.update(re.findall(r"\w+", node.value) if len(node.value) < 60 else ())
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.add(node.target.id)
    columns = (root / "results" / "columns.toml").read_text("utf-8")
    return found | set(re.findall(r"\w+", columns))


@pytest.mark.parametrize("id", LAYOUTS)
def test_a_layout_names_formats_and_ways_that_there_are(id, words):
    form = LAYOUTS[id]
    assert not form.cells or len(form.cells) >= len(form.head)
    for text in EXPRESSIONS_OF[id]:
        document.cell_expression(text)
        tree = EXPRESSIONS.parse("{{ " + text + " }}")
        ways = {node.name for node in tree.find_all(nodes.Name)} - GIVEN
        ways |= {node.attr for node in tree.find_all(nodes.Getattr)} - {"format"}
        assert ways <= words, f"{id}: {text}"


def test_a_format_or_a_way_that_is_not_there_is_a_fault():
    record = {"share": 0.5, "inner": {"zh": "一", "en": "one"}}
    good = TableLayout(
        cells=["share | format_percent", "(inner | row_name, 'below')"], key="inner.en"
    )
    row = record_row(good, record)
    assert (row.cells[0].text.strip(" %"), row.cells[1].below, row.key) == ("50", "below", "one")
    for wrong in ("shares", "inner.fr", "shares | format_percent", "this.shares"):
        with pytest.raises(UndefinedError):
            record_row(TableLayout(cells=[wrong]), record)
    with pytest.raises(TemplateAssertionError, match="format_per_cent"):
        record_row(TableLayout(cells=["share | format_per_cent"]), record)
