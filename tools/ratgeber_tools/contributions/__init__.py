"""A contribution becomes a chapter: read, illustrated, written, proofread, put in place all or nothing, reported."""
