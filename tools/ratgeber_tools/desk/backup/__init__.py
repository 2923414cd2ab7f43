"""A whole desk in one file, and back: what is written, the guide's history, and files nobody has committed yet."""
