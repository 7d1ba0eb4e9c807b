"""Files of a study: each appears whole or not at all, and its name carries the digest of its bytes.

So a file vouches for itself: whether it is damaged needs no second record that could disagree.
"""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from sim.core.files import replace_file, sync_to_disk, temporary_beside
from sim.study.store.sql import Columns, first_line, sql_name, sql_text

PART = re.compile(r"([0-9]{5,})-([0-9a-f]{16})\.parquet")


def part_files(folder: Path) -> dict[int, Path]:
    """The finished parts of a folder by number."""
    found = {int(m[1]): p for p in folder.glob("*.parquet") if (m := PART.fullmatch(p.name))}
    return dict(sorted(found.items()))


def write_part(folder: Path, number: int, columns: Columns, about: Mapping[str, str]) -> Path:
    """Write columns as a part; OSError where the disk refuses, and then nothing is left."""
    with temporary_beside(folder / f"{number:05d}") as making:
        write_parquet(making, columns, about)
        part = folder / f"{number:05d}-{file_digest(making)}.parquet"
        replace_file(making, part)
    return part


def write_parquet(path: Path, columns: Columns, about: Mapping[str, str]) -> None:
    """Write columns as a Parquet file that has reached the disk; OSError where it does not."""
    import duckdb

    pairs = ", ".join(f"{sql_name(k)}: {sql_text(v)}" for k, v in about.items())
    metadata = f", KV_METADATA {{{pairs}}}" if pairs else ""
    try:
        with duckdb.connect(config={"threads": 1}) as db:  # equal tables give equal bytes
            db.register("part", dict(columns))
            db.execute(
                f"COPY (SELECT * FROM part) TO {sql_text(path)} (FORMAT parquet, COMPRESSION zstd{metadata})"
            )
    except duckdb.IOException as fault:
        raise OSError(first_line(fault)) from fault
    sync_to_disk(path)


def file_digest(path: Path) -> str:
    """Sixteen hex digits of a file's bytes."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def is_intact(part: Path) -> bool:
    """Whether a part still is what was written."""
    try:
        return part.stem.endswith(f"-{file_digest(part)}")
    except OSError:
        return False
