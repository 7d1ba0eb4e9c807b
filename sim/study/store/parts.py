"""Files of a study: each appears whole or not at all, and its name carries the digest of its bytes.

So a file vouches for itself: whether it is damaged needs no second record that could disagree.
Parts lie in folders by block, which holds some thousand runs of the design; as a block fills, its
parts are merged to one, whose name says which parts it stands for.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from sim.core.files import replace_file, sync_to_disk, temporary_beside
from sim.study.store.sql import Columns, first_line, open_database, sql_files, sql_name, sql_text

PART = re.compile(r"([0-9]{5,})(?:-([0-9]{5,}))?-([0-9a-f]{16})\.parquet")
BLOCK = re.compile(r"[0-9]{3,}")
UNSHARDED = -1  # the block of parts that lie in no block's folder, as older studies have them


class PartName(NamedTuple):
    """Which part of a study a file is: its block, and the first and last of the parts it stands for."""

    block: int
    first: int
    last: int

    def supersedes(self, other: "PartName") -> bool:
        """Whether what another part holds stands in this one."""
        return (
            self != other
            and self.block == other.block
            and self.first <= other.first
            and other.last <= self.last
        )


def block_folder(folder: Path, block: int) -> Path:
    """Where the parts of a block lie."""
    return folder if block == UNSHARDED else folder / f"{block:03d}"


def part_files(folder: Path) -> dict[PartName, Path]:
    """The finished parts of a folder in order, those too that a merged one stands for."""
    found = {}
    for path in (*folder.glob("*.parquet"), *folder.glob("*/*.parquet")):
        block = UNSHARDED if path.parent == folder else path.parent.name
        if (m := PART.fullmatch(path.name)) and (block == UNSHARDED or BLOCK.fullmatch(str(block))):
            found[PartName(int(block), int(m[1]), int(m[2] or m[1]))] = path
    return dict(sorted(found.items()))


def superseded_parts(parts: Iterable[PartName]) -> set[PartName]:
    """The parts whose rows stand in a merged one as well: left by who was stopped before they were
    deleted.
    """
    names, merged = list(parts), dict[int, list[PartName]]()
    for name in names:
        if name.last > name.first:
            merged.setdefault(name.block, []).append(name)
    return {name for name in names if any(m.supersedes(name) for m in merged.get(name.block, ()))}


def write_part(
    folder: Path, name: PartName, table: Columns | str, about: Mapping[str, str]
) -> Path:
    """Write columns, or the answer to a SELECT over files, as a part; OSError where the disk
    refuses, and then nothing is left.
    """
    own = block_folder(folder, name.block)
    if not own.exists():
        own.mkdir()
        sync_to_disk(folder)
    span = f"{name.first:05d}" + (f"-{name.last:05d}" if name.last > name.first else "")
    with temporary_beside(own / span) as making:
        write_parquet(making, table, about)
        part = own / f"{span}-{file_digest(making)}.parquet"
        replace_file(making, part)
    return part


def write_parquet(path: Path, table: Columns | str, about: Mapping[str, str]) -> None:
    """Write columns, or the answer to a SELECT, as a Parquet file that has reached the disk; OSError
    where it does not.
    """
    import duckdb

    pairs = ", ".join(f"{sql_name(k)}: {sql_text(v)}" for k, v in about.items())
    metadata = f", KV_METADATA {{{pairs}}}" if pairs else ""
    try:
        with open_database(threads=1) as db:  # equal tables give equal bytes
            if not isinstance(table, str):
                db.register("part", dict(table))
            rows = table if isinstance(table, str) else "SELECT * FROM part"
            db.execute(
                f"COPY ({rows}) TO {sql_text(path)} (FORMAT parquet, COMPRESSION zstd{metadata})"
            )
    except duckdb.IOException as fault:
        raise OSError(first_line(fault)) from fault
    sync_to_disk(path)


def merge_parts(
    folder: Path, parts: Mapping[PartName, Path], order: str, about: Mapping[str, str]
) -> PartName:
    """Write one part in the place of several of a block, in an order; they are left to be deleted."""
    merged = PartName(
        next(iter(parts)).block, min(n.first for n in parts), max(n.last for n in parts)
    )
    write_part(folder, merged, f"SELECT * FROM {sql_files(parts.values())} {order}", about)
    return merged


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
