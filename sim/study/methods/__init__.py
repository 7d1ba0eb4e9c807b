"""Numbers made of many runs, one method a file."""
