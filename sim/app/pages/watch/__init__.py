"""Watch: a plan lives month by month and is steered."""
