"""Pages of docs/ that programs here write in part: what stands between two marks is theirs, the words around it are written by hand."""

from __future__ import annotations

from pathlib import Path


def put(page: Path, mark: str, text: str) -> None:
    """Put text between a page's marks of that name."""
    begins, ends = f"<!-- {mark} begins -->", f"<!-- {mark} ends -->"
    before, begun, rest = page.read_text("utf-8").partition(begins)
    _, ended, after = rest.partition(ends)
    if not (begun and ended):
        raise ValueError(f"{page.name} lacks the marks {begins} and {ends}")
    page.write_text(f"{before}{begins}\n\n{text}\n{ends}{after}", "utf-8", newline="\n")
