"""A row that a loop will come to is fetched from memory while the loop works on earlier ones.

Lists name rows that lie far apart, and a table of a few hundred thousand rows does not fit into the
processor's caches: without this, each row is waited for as long as some hundred operations take.
Compiled code fetches ahead; Python does nothing, so that loops can be tried with plain rows.
"""

from collections.abc import Callable, Iterable
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.errors import TypingError
from numba.extending import intrinsic, overload

AHEAD = 16  # places in a list: a row's work takes some ten nanoseconds, a visit to memory a hundred
NEXT = 4  # places in a list where a row's work takes some fifty
LINE = 64  # bytes that come from memory together
READ, ALL_CACHES, DATA = 0, 3, 1  # LLVM's words for how the bytes are used


def prefetch(table: Any, row: int, column: str) -> None:
    """The 64 bytes around a cell are asked for and not waited for; nothing is read or changed."""


def prefetch_row(table: Any, row: int) -> None:
    """The bytes of a row are asked for and not waited for; nothing is read or changed."""


def fetch(offsets: Iterable[int]) -> Callable[[Any, Any, Any, Any], Any]:
    """How numba writes LLVM's prefetch of some places in a row; called with a table and a row first."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = context.cast(builder, arguments[1], signature.args[1], types.intp)
        whole, flag, byte = place.type, ir.IntType(32), ir.IntType(8).as_pointer()
        stride = builder.extract_value(array.strides, 0)
        row = builder.add(builder.ptrtoint(array.data, whole), builder.mul(place, stride))
        shape = ir.FunctionType(ir.VoidType(), [byte, flag, flag, flag])
        function = cgutils.get_or_insert_function(builder.module, shape, "llvm.prefetch.p0i8")
        for offset in offsets:
            pointer = builder.inttoptr(builder.add(row, whole(offset)), byte)
            builder.call(function, [pointer, flag(READ), flag(ALL_CACHES), flag(DATA)])
        return context.get_dummy_value()

    return generate


@intrinsic(prefer_literal=True)
def fetch_cell(_typing: Any, table: Any, row: Any, column: Any) -> tuple[Any, Any]:
    """What `prefetch` is in compiled code."""
    if not isinstance(column, types.StringLiteral):
        raise TypingError("prefetch: write the column's name where it is called")
    return types.void(table, row, column), fetch([table.dtype.offset(column.literal_value)])


@intrinsic
def fetch_row(_typing: Any, table: Any, row: Any) -> tuple[Any, Any]:
    """What `prefetch_row` is in compiled code."""
    return types.void(table, row), fetch(range(0, table.dtype.size, LINE))


@overload(prefetch, prefer_literal=True)
def compile_prefetch(table: Any, row: Any, column: Any) -> Callable[[Any, Any, Any], None]:
    """The compiled side of `prefetch`."""

    def compiled(table: Any, row: Any, column: Any) -> None:
        fetch_cell(table, row, column)  # type: ignore[call-arg]

    return compiled


@overload(prefetch_row)
def compile_prefetch_row(table: Any, row: Any) -> Callable[[Any, Any], None]:
    """The compiled side of `prefetch_row`."""

    def compiled(table: Any, row: Any) -> None:
        fetch_row(table, row)  # type: ignore[call-arg]

    return compiled
