"""A row that a loop will come to is fetched from memory while the loop works on earlier ones.

Lists name rows that lie far apart, and a table of a few hundred thousand rows does not fit into the
processor's caches: without this, each row is waited for as long as some hundred operations take.
"""

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.errors import TypingError
from numba.extending import intrinsic, overload

AHEAD = 16  # places in a list: a row's work takes some ten nanoseconds, a visit to memory a hundred
READ, ALL_CACHES, DATA = 0, 3, 1  # LLVM's words for how the bytes are used


def prefetch(table: Any, row: int, column: str) -> None:
    """The 64 bytes around a cell are asked for and not waited for; nothing is read or changed."""


@intrinsic(prefer_literal=True)
def prefetch_cell(_typing: Any, table: Any, row: Any, column: Any) -> tuple[Any, Any]:
    """What `prefetch` is in compiled code: its signature, and LLVM's prefetch of the cell's address."""
    if not isinstance(column, types.StringLiteral):
        raise TypingError("prefetch: write the column's name where it is called")
    offset = table.dtype.offset(column.literal_value)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = context.cast(builder, arguments[1], signature.args[1], types.intp)
        whole, flag = place.type, ir.IntType(32)
        start = builder.ptrtoint(array.data, whole)
        stride = builder.extract_value(array.strides, 0)
        address = builder.add(builder.add(start, builder.mul(place, stride)), whole(offset))
        pointer = builder.inttoptr(address, ir.IntType(8).as_pointer())
        shape = ir.FunctionType(ir.VoidType(), [pointer.type, flag, flag, flag])
        fetch = cgutils.get_or_insert_function(builder.module, shape, "llvm.prefetch.p0i8")
        builder.call(fetch, [pointer, flag(READ), flag(ALL_CACHES), flag(DATA)])
        return context.get_dummy_value()

    return types.void(table, row, column), generate


@overload(prefetch, prefer_literal=True)
def compile_prefetch(table: Any, row: Any, column: Any) -> Callable[[Any, Any, Any], None]:
    """Compiled code fetches ahead; Python does nothing, and rules can be tried with plain rows."""

    def fetch(table: Any, row: Any, column: Any) -> None:
        prefetch_cell(table, row, column)

    return fetch
