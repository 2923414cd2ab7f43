"""The press file: boxes, colours, marks, overprinting, output intent, and the preflight that walks all of it."""
