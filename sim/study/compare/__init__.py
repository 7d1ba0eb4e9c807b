"""Policies compared on common random numbers, pair by pair and firm by firm."""
