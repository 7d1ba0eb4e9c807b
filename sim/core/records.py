"""What data hold of one thing: a row of a table, an answer, an entry of a file."""

from collections.abc import Mapping
from typing import Any, TypeAlias

Row: TypeAlias = Mapping[str, Any]
Record: TypeAlias = dict[str, Any]
"""One that is being made."""
