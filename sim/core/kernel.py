"""Numba, with a cache that cannot go stale.

Numba's own cache watches only the file a function is written in, so a kernel that calls a rule
in another file would keep the old rule.  Ours lives in a folder named after all the source that
kernels are made of.
"""

import os
import pathlib
import shutil
import sys
import tempfile
from collections.abc import Callable
from typing import ParamSpec, Protocol, TypeVar

import numba
from numba.core.types import Record
from numba.extending import register_jitable

from sim.core.digests import KERNEL_DIGEST, SOURCE_DIGEST

CACHES_KEPT = 8  # of kernels and of starting populations, old and new


def user_cache() -> pathlib.Path:
    """The folder for what can be made again: FUHUA_CACHE, else the system's place for caches."""
    if named := os.environ.get("FUHUA_CACHE"):
        return pathlib.Path(named)
    if sys.platform == "win32":
        return (
            pathlib.Path(os.environ.get("LOCALAPPDATA", pathlib.Path.home() / "AppData" / "Local"))
            / "fuhua"
        )
    return pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "fuhua"


def cache_folder(digest: str) -> pathlib.Path:
    """A writable folder for a digest of source; a temporary one where the usual place is read-only."""
    for base in (user_cache(), pathlib.Path(tempfile.gettempdir()) / "fuhua"):
        folder = base / digest
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
            return folder
        except OSError:
            continue
    return pathlib.Path(tempfile.mkdtemp(prefix="fuhua-"))


def forget_old_caches() -> None:
    """Delete all but the newest caches of earlier versions; a cache in use by another process
    stays.
    """
    others = sorted(
        (
            folder
            for folder in KERNELS.parent.iterdir()
            if folder.is_dir() and folder not in (KERNELS, WORLDS) and len(folder.name) == 12
        ),
        key=lambda folder: folder.stat().st_mtime,
        reverse=True,
    )
    for old in others[CACHES_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


KERNELS, WORLDS = cache_folder(KERNEL_DIGEST), cache_folder(SOURCE_DIGEST)
numba.config.CACHE_DIR = str(KERNELS / "kernels")  # type: ignore[attr-defined]

P = ParamSpec("P")
R = TypeVar("R")


class Decorator(Protocol):
    """Compiles a function on its first call; to a reader of types it stays the function it is."""

    def __call__(self, function: Callable[P, R], /) -> Callable[P, R]:
        """The function, compiled."""


# Division follows NumPy (a check at each would cost).
rule: Decorator = register_jitable(error_model="numpy", forceinline=True, no_cfunc_wrapper=True)
"""One agent, one month; inlined wherever it is called, which saves a tenth of a month.

Python sees the function as it is written, and only kernels compile it: without the ways by which
Python would call compiled code, and once for all constants, all kernels compile in two thirds of
the time.
"""
kernel: Decorator = numba.njit(error_model="numpy", cache=True, nogil=True)
"""A loop over rows; kept compiled on the disk; it leaves Python's lock, so threads run several."""


def write_once(text_of: Callable[[Record], str]) -> Callable[[Record], str]:
    """The text of a record's type, kept: numba asks for it at every step of compiling every rule,
    and to put together some hundred columns each time takes a seventh of all compiling.
    """
    known: dict[object, str] = {}

    def text(record: Record) -> str:
        if record.key not in known:
            known[record.key] = text_of(record)
        return known[record.key]

    return text


Record.__repr__ = write_once(Record.__repr__)  # type: ignore[method-assign, assignment]
