"""What a visitor has: an address that holds the state, work in the background, workers."""
