"""Each subject makes a Document once; `render/` shows it; `figures/` draw."""
