"""The browser desk: chapters written by several people at once; steps, rooms, a store, a server."""
