"""(Scenario, seed) to histories, on any workers, and named numbers out of histories."""
