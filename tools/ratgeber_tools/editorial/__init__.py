"""The editors' office: who speaks for which office, what they wait for, and their own lists of words and exceptions."""
