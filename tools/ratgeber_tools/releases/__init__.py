"""Releases: who may decide about a chapter, the log of what was decided, and what follows from it for each chapter."""
