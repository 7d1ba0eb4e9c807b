"""The server: who may come in, and web files without a network."""
