"""Suggestions to a chapter: what somebody would change, and what was decided about each change."""
