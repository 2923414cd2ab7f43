"""The editors' office: who may speak for which office, and what was released."""
