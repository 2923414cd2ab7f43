"""The desk's web server: pages and files, who is logged in, and the sockets of the rooms."""
