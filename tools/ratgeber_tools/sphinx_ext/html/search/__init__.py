"""The search of the web edition: what goes into the index, and the search page with its script."""
