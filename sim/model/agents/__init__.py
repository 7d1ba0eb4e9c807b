"""Who and what lives in the region: columns only, no behaviour; one kind a file."""
