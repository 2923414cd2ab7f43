"""Writers: a `Document` becomes a file in our own or a foreign format."""
