"""What is simpler in the model than an expert would expect, read from the page that tells it.

`docs/simplified.md` is the one place where this is written; a wheel carries a copy beside the
reports.
"""

import re
from pathlib import Path

ROW = re.compile(r"\|(.+)\|(.+)\|(.+)\|")
BESIDE = re.compile(r"([一-鿿].*)$")  # a topic says its Chinese name behind the English one


def limits_path() -> Path:
    """The page, in a checkout or in a wheel."""
    inside = Path(__file__).parents[1] / "report" / "simplified.md"
    return inside if inside.is_file() else Path(__file__).parents[2] / "docs" / "simplified.md"


def simplifications() -> list[dict[str, str]]:
    """Each topic with what is done, in both languages; the first two rows of the table are its
    head.
    """
    rows = [
        m.groups()
        for line in limits_path().read_text("utf-8").splitlines()
        if (m := ROW.fullmatch(line.strip()))
    ]
    found = []
    for topic, en, zh in rows[2:]:
        chinese = BESIDE.search(topic.strip())
        found.append(
            {
                "topic_en": BESIDE.sub("", topic.strip()).strip(" ·"),
                "topic_zh": chinese[1] if chinese else "",
                "zh": zh.strip(),
                "en": en.strip(),
            }
        )
    return found
