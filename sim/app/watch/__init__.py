"""A run one can watch, step, and steer by its levers."""
