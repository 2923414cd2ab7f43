"""Chapters being written: who orders steps, what becomes of late ones, and how a room becomes a chapter again."""
