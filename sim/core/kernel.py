"""Numba, with a cache that cannot go stale.

Numba's own cache watches only the file a function is written in, so a kernel that calls a rule
in another file would keep the old rule.  Ours lives in a folder named after all the source that
can change a number; the same digest stands in every result.
"""

from __future__ import annotations

import hashlib
import os
import pathlib
import shutil
import sys
import tempfile

import numba

PACKAGE = pathlib.Path(__file__).resolve().parent.parent
SHOWS_ONLY = (
    "report",
    "app",
    "study",
    "scorecard",
    "commands",
    "scenarios",
    "cli.py",
)  # these present numbers, they make none
CACHES_KEPT = 4


def engine_source() -> list[pathlib.Path]:
    """Every file of the package that can change a number, in a fixed order."""
    files = [
        p
        for p in PACKAGE.rglob("*.py")
        if p.relative_to(PACKAGE).parts[0] not in SHOWS_ONLY and not p.name.startswith("words")
    ]
    return sorted(files, key=lambda p: p.relative_to(PACKAGE).as_posix())


def digest_of_source() -> str:
    """Twelve hex digits that change whenever the engine does (line endings do not count)."""
    sha = hashlib.sha256()
    for path in engine_source():
        sha.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0")
        sha.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return sha.hexdigest()[:12]


SOURCE_DIGEST = digest_of_source()


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


def cache_folder() -> pathlib.Path:
    """A writable folder for this source digest; a temporary one where the usual place is read-only."""
    for base in (user_cache(), pathlib.Path(tempfile.gettempdir()) / "fuhua"):
        folder = base / SOURCE_DIGEST
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
            return folder
        except OSError:
            continue
    return pathlib.Path(tempfile.mkdtemp(prefix="fuhua-"))


def forget_old_caches() -> None:
    """Delete all but the newest caches of earlier versions; a cache in use by another process stays."""
    others = sorted(
        (p for p in CACHE.parent.iterdir() if p.is_dir() and p != CACHE and len(p.name) == 12),
        key=lambda p: p.stat().st_mtime,
        reverse=True,
    )
    for old in others[CACHES_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


CACHE = cache_folder()
numba.config.CACHE_DIR = str(CACHE / "kernels")

# Division follows NumPy (a check at each would cost); rules are always inlined, which saves a tenth of a month.
rule = numba.njit(
    error_model="numpy", forceinline=True
)  # one agent, one month: inlined into a phase
kernel = numba.njit(error_model="numpy", cache=True)  # a loop over rows
