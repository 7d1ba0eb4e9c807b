"""What happened to one firm, month by month, and why."""
