"""Parts become tables, a path of months and a starting world; with a seed that is all a run needs."""
