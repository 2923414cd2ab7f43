"""The survey of all chapters on a day, and what is made of it: a table, a page, lists to take along."""
