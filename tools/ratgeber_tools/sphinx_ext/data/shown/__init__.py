"""What records say, as docutils nodes, the same for every edition and builder."""
