"""Every sentence a planner sees, in every language."""
