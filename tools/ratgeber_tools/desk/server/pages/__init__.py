"""What people see of the desk around the editor: pages of plain HTML that need no script, a journey each."""
