"""Fact sheets: Word forms that ask an office about its records, and what the answers change in the data."""
