"""What every page is built of: the frame, its widgets, their Vue files."""
