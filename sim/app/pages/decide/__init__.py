"""Decide: two policies are held against each other."""
