"""The newsroom: how every chapter stands, what is open with whom, and the minutes for the next meeting."""
