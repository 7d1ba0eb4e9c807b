"""Files of a study: each appears whole or not at all, and its name carries the digest of its bytes.

So a file vouches for itself: whether it is damaged needs no second record that could disagree.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.study.store.sql import sql_name, sql_text

PART = re.compile(r"([0-9]{5,})-([0-9a-f]{16})\.parquet")
MAKING = ".making-"  # how a file begins that is not finished


def part_files(folder: Path) -> dict[int, Path]:
    """The finished parts of a folder by number."""
    found = {int(m[1]): p for p in folder.glob("*.parquet") if (m := PART.fullmatch(p.name))}
    return dict(sorted(found.items()))


def write_part(
    folder: Path, number: int, columns: Mapping[str, Any], about: Mapping[str, str]
) -> Path:
    """Write columns as a part; OSError where the disk refuses, and then nothing is left."""
    temporary = folder / f"{MAKING}{number:05d}-{os.getpid()}"
    try:
        write_parquet(temporary, columns, about)
        part = folder / f"{number:05d}-{file_digest(temporary)}.parquet"
        os.replace(temporary, part)
        sync_folder(folder)
        return part
    finally:
        temporary.unlink(missing_ok=True)


def write_parquet(path: Path, columns: Mapping[str, Any], about: Mapping[str, str]) -> None:
    """Write columns as a Parquet file that has reached the disk; OSError where it does not."""
    import duckdb

    pairs = ", ".join(f"{sql_name(k)}: {sql_text(v)}" for k, v in about.items())
    metadata = f", KV_METADATA {{{pairs}}}" if pairs else ""
    try:
        with duckdb.connect(
            config={"threads": 1}
        ) as db:  # one thread: equal tables give equal bytes
            db.register("part", dict(columns))
            db.execute(
                f"COPY (SELECT * FROM part) TO {sql_text(path)} (FORMAT parquet, COMPRESSION zstd{metadata})"
            )
    except duckdb.IOException as fault:
        raise OSError(str(fault).splitlines()[0]) from fault
    with open(path, "r+b") as file:
        os.fsync(file.fileno())


def atomic_write_bytes(path: Path, content: bytes) -> None:
    """Write a small file whole."""
    temporary = path.with_name(f"{MAKING}{path.name}-{os.getpid()}")
    try:
        with open(temporary, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        sync_folder(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system lets folders be synced (Windows does not)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def file_digest(path: Path) -> str:
    """Sixteen hex digits of a file's bytes."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def is_intact(part: Path) -> bool:
    """Whether a part still is what was written."""
    try:
        return file_digest(part) == PART.fullmatch(part.name)[2]
    except OSError:
        return False
