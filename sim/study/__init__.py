"""Studies: many runs of one question, kept and explained; one method a file."""
