"""Two versions of a chapter, change by change: what each changes, and the chapter with any of them."""
