"""The meeting: what is to be decided, what stands against it, what follows from it, and the minutes that are kept."""
