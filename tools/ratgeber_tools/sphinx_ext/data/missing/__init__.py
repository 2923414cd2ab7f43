"""What becomes of a page, and of a whole edition, where values are missing or only a source says them."""
