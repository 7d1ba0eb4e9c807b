"""The fifteen phases of a month: each prepares who takes part and calls the kernels of its topic."""
