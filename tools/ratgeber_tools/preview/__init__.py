"""The preview: a page as it is built after each save, with what the checks say of it; for this computer only."""
