"""What lies on disk for people: each kind of folder is written and read back in one file."""
