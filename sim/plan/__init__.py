"""A file a person wrote becomes checked parts, or a list of faults with line, column and remedy."""
