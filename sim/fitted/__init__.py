"""Natures fitted to published facts: the ensembles that come with the product, and how they are read."""
