"""What goes stale lives once, as typed records read from `ratgeber/daten/*.yaml`, with source, owner and end."""
