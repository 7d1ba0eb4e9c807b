"""TOML as planners write it: its text, the place of every value, and the slips people make."""
