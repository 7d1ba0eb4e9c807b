"""The engine: fields, kernels, chance, populations and the ledger; it knows nothing of startups."""
