"""Pictures made fit to be published: cleaned of what tells on people and of what acts by itself."""
