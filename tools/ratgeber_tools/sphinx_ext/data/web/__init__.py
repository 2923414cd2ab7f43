"""What records bring along on web pages alone: a script, calendar files, the look of the exhibition."""
