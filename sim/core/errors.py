"""A mistake of the user, told as one message that names the thing, the fault and the remedy.

Everything else that goes wrong is ours and stays loud.
"""


class UserError(Exception):
    """What the user gave cannot be run; the text says what, why and what to do instead."""


class LedgerError(AssertionError):
    """Money appeared or vanished: a fault of the program, so the run stops."""
