"""Pages, feeds and their addresses."""
