"""A Document shown: on the screen, as a web page, as a Word file."""
