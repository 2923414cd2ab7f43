"""What records say, as lines and tables of the document model: for Word files and forms."""
