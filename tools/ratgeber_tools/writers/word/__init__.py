"""Writes Word files: the template that authors write their contributions in."""
