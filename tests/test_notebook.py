"""The notebook a researcher copies from: executed as it is shipped, and executable anew at a small size."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from waiting import LIMIT

import sim

NOTEBOOK = Path(sim.__file__).parent.parent / "experiments" / "sweep.ipynb"


def cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """The cells with code."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_the_notebook_is_shipped_with_its_results() -> None:
    notebook = nbformat.read(NOTEBOOK, 4)
    nbformat.validate(notebook)
    counts = [cell.execution_count for cell in cells(notebook)]
    assert counts == list(range(1, len(counts) + 1))
    outputs = [output for cell in cells(notebook) for output in cell.outputs]
    assert all(
        output.output_type in ("display_data", "execute_result") for output in outputs
    )  # no errors, no noise
    assert sum("image/png" in output.data for output in outputs) == 1


def test_the_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nbclient import NotebookClient

    monkeypatch.setenv("PYTHONPATH", str(NOTEBOOK.parent.parent))
    notebook = nbformat.read(NOTEBOOK, 4)
    first = cells(notebook)[0]
    assert first.source.startswith("RUNS = 4")
    first.source = "RUNS = 1"
    (tmp_path / "experiments").mkdir()
    NotebookClient(
        notebook,
        timeout=LIMIT,
        kernel_name="python3",
        resources={"metadata": {"path": str(tmp_path / "experiments")}},
    ).execute()
    text = [
        output.data["text/plain"]
        for cell in cells(notebook)
        for output in cell.outputs
        if "text/plain" in output.data
    ]
    assert text[0] == "(6, 1, 1)" and text[1] == "(6, [])"
