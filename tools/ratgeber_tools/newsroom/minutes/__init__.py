"""What became of the guide since a day, gathered from git and the release log, and written for the meeting."""
