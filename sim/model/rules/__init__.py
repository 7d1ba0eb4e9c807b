"""What agents do: pure functions over rows, one topic a file, and the loops that apply them.

A rule reads like a sentence about one agent (s startup, i incubator, f fund, t talent, d district,
m month; x is a sector, p a programme, b the book of payments, c the counts of the month).  A kernel
says who does it.

Every rule says in its docstring what it works out, and where that comes from:

- `Formula` is in the notation of docs/odd.md: a letter and a dot name a column, a bare name a lever, a law, a natural
  parameter, the date or a quantity of the rule, and a condition without an "else" leaves things as they are (a factor
  1, a term 0).
- `Order` says of a kernel who acts and in which order.
- `Source` names a publication, a law or a published figure; "(sign)" where only the direction is known.  "assumed" means
  that nothing published was found, "definition" that a line keeps books or names a sum and claims nothing.

Rules take no types: the declaration of each column carries it, and numba checks it when a rule is
compiled.
"""
