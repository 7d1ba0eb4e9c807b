"""Life stories: what happened to one firm, month by month, and why."""
