"""Drafts become the blocks and inlines of our model."""
