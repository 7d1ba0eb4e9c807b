"""What the page Decide is made of: its two sides, the comparison as it grows, and what is shown and handed out of it."""
