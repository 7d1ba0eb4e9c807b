"""Question: which published facts does the model meet, in all, for China and the United States?

Writes the tables of docs/scorecard.md anew, between its marks; the words around them are written by hand.
Run from the checkout: `python experiments/scorecard_page.py`.
"""

from __future__ import annotations

from pathlib import Path

from marks import put

from sim.cli.progress import progress_reporter
from sim.core import digests
from sim.report.subjects import scorecard
from sim.validation.validate import ROWS, validate_model
from sim.words import catalogue

PAGE = Path(__file__).parent.parent / "docs" / "scorecard.md"


def main() -> None:
    """Measure every row and put the tables in their place."""
    catalogue.speak("en")
    with progress_reporter(False) as progress:
        data = scorecard.scorecard_data(validate_model(ROWS, "china", progress=progress))
    told = f"{data['passed']} of {data['of']} rows pass, {data['evidence']} of them without a parameter set by the fact "
    told += f"({data['seeds']} seeds, source {digests.SOURCE_DIGEST})."
    put(PAGE, "table", f"{told}\n\n{scorecard.scorecard_markdown(data)}")


if __name__ == "__main__":
    main()
