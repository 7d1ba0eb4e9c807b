"""What agents do: pure functions over rows, one topic a file, and the loops that apply them.

A rule reads like a sentence about one agent (s startup, i incubator, f fund, t talent, d district,
m month; x is a sector, p a programme, b the book of payments).  A kernel says who does it.
"""
