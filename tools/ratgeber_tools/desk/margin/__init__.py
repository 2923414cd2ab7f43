"""Notes in the margin: where the words stand they hang on, and what is done with them."""
