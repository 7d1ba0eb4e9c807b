"""Studies: many runs of variations of a plan, one method a file; nothing here shows anything."""
