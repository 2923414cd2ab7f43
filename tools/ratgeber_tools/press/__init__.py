"""What goes to a printer: the press file and its checks, and the booklet for an office printer."""
