"""Which runs a study lives: its file, its points, the ranges it varies."""
