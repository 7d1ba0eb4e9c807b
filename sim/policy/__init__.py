"""What government can set, and what the law says."""
