"""A chapter's way to a reviewer and back: what goes out, how the answer is merged and put into the source."""
