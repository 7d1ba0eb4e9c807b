"""The model held against published facts, row by row; rows it misses stay."""
