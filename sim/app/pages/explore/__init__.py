"""Explore: what lies in results is opened and asked."""
