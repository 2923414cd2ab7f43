"""Drafts by a machine: asked for by hand, at a price said before, proven, and marked as what they are."""
