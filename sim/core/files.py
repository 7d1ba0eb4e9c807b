"""Files: declarations beside a module are read, and writes are atomic - a file or a folder appears
whole under its name, or not at all.

What is being made stands beside its place under a name that begins with UNFINISHED, is forced to
the disk and then renamed.  A fault leaves nothing behind; a killed process leaves only such names.
"""

import os
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

UNFINISHED = ".making-"  # how a name begins that is not finished


def read_declarations(module: str, name: str = "") -> dict[str, Any]:
    """What a module's `__file__` has beside it: the file of TOML of its own name, or of another."""
    path = Path(module).with_name(name) if name else Path(module).with_suffix(".toml")
    return tomllib.loads(path.read_text("utf-8"))


@contextmanager
def temporary_beside(path: Path) -> Iterator[Path]:
    """A name of this process beside `path`, with its suffix; after the block nothing is left of it.

    The block may write a file or make a folder there and rename it with `replace_file` or
    `rename_folder`.
    """
    making = path.with_name(f"{UNFINISHED}{path.stem}-{os.getpid()}{path.suffix}")
    remove_path(making)
    try:
        yield making
    finally:
        remove_path(making)


@contextmanager
def atomic_file(path: Path) -> Iterator[Path]:
    """Where to write a file that takes the name `path` when the block ends without an exception.

    Several are replaced together, once all are written, where their blocks are nested.
    OSError where the disk refuses; what stood under the name then still stands there.
    """
    with temporary_beside(path) as making:
        yield making
        replace_file(making, path)


def atomic_write(path: Path, content: bytes | str) -> None:
    """Write a small file whole; text as UTF-8, its line ends as they are."""
    with atomic_file(path) as making:
        making.write_bytes(content if isinstance(content, bytes) else content.encode())


@contextmanager
def atomic_folder(path: Path) -> Iterator[Path]:
    """A new folder to fill that takes the name `path` when the block ends without an exception.

    An empty folder of that name gives way; OSError where a full one stands there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with temporary_beside(path) as making:
        making.mkdir()
        yield making
        rename_folder(making, path)


def replace_file(made: Path, path: Path) -> None:
    """Force a written file to the disk and give it its name, in place of what had it."""
    sync_to_disk(made)
    os.replace(made, path)
    sync_to_disk(path.parent)


def rename_folder(made: Path, path: Path, numbered: bool = False) -> Path:
    """Give a filled folder its name, and return it; an empty folder of that name gives way.

    Where the name is taken: OSError, or with `numbered` the name's next number (-2, -3, ...).
    """
    if path.is_dir() and not any(path.iterdir()):
        path.rmdir()
    number, free = 1, path
    while True:
        while numbered and free.exists():
            number += 1
            free = path.with_name(f"{path.name}-{number}")
        try:
            made.rename(free)
        except OSError:
            if not numbered or not free.exists():  # else another process took the name meanwhile
                raise
        else:
            sync_to_disk(free.parent)
            return free


def sync_to_disk(path: Path) -> None:
    """Make a file, or a folder's names, last through a power cut (Windows syncs no folders)."""
    folder = path.is_dir()
    try:
        handle = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    except OSError:
        if folder:
            return
        raise
    try:
        os.fsync(handle)
    except OSError:
        if not folder:
            raise
    finally:
        os.close(handle)


def remove_path(path: Path) -> None:
    """Delete a file, or a folder with all in it; what cannot be deleted stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
