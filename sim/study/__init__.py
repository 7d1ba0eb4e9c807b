"""Studies: many runs kept, compared and explained, one method a file; nothing here shows anything."""
