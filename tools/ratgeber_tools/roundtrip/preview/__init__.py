"""What a merge would change, shown sentence by sentence before anything is written: in a terminal and as a page."""
