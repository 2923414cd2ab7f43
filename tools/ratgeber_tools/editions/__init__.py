"""Which content goes into which edition, and the sources of the public one."""
