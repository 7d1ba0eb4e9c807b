"""The pictures of reports, one subject a file."""
