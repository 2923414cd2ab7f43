"""The door for people without git: a Word file becomes a branch, a preview and a message; merging it accepts it."""
