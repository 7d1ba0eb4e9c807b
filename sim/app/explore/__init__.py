"""What the page Explore is made of: the studies there are, one opened as tables, and what is drawn of them."""
