"""The inside of paragraphs: runs, links, fields, formulas and what wraps them."""
