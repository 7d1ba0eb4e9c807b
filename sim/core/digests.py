"""Digests: of the source that makes numbers, of the source of the kernels, and of nested content.

Two digests of source stand apart, so that mending a sentence or a chart stales nothing: results,
studies and starting populations carry the one of all that makes numbers, and the compiled kernels
lie under the one of what they are made of.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
KERNEL_ROOMS = ("core", "model")
NUMBER_ROOMS = (*KERNEL_ROOMS, "scenario", "runs")
TEXTS, BINARIES = (".py", ".toml", ".csv", ".json"), (".parquet", ".npz")  # what counts as source
WORDING = ("zh", "en", "section", "reading", "why_not", "unit")  # changes no number


def source_files(rooms: Iterable[str]) -> list[Path]:
    """Every module and data file of some rooms of the package, in a fixed order."""
    files = [
        path
        for room in rooms
        for path in (PACKAGE / room).rglob("*")
        if path.suffix in (*TEXTS, *BINARIES)
    ]
    return sorted(files, key=lambda path: path.relative_to(PACKAGE).as_posix())


def digest_of_source(rooms: Iterable[str]) -> str:
    """Twelve hex digits that change whenever a module or data file of these rooms does.

    Line endings do not count, for they depend on how the source was fetched.
    """
    sha = hashlib.sha256()
    for path in source_files(rooms):
        content = path.read_bytes()
        sha.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0")
        sha.update(content.replace(b"\r\n", b"\n") if path.suffix in TEXTS else content)
        sha.update(b"\0")
    return sha.hexdigest()[:12]


SOURCE_DIGEST = digest_of_source(NUMBER_ROOMS)
KERNEL_DIGEST = digest_of_source(KERNEL_ROOMS)


def fingerprint(content: object) -> str:
    """Sixteen hex digits of a nested content, leaving out what is only worded."""

    def bare(x: object) -> object:
        if isinstance(x, dict):
            return {k: bare(v) for k, v in x.items() if k not in WORDING}
        return [bare(v) for v in x] if isinstance(x, list | tuple) else x

    text = json.dumps(bare(content), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
