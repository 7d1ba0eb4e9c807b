"""What a planner sees: results on disk, tables on screen, figures, reports."""
