"""The tool with which a town writes and publishes its parents' guide."""
