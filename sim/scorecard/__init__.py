"""The scorecard: what the model does, held against published facts, row by row; rows it misses stay."""
