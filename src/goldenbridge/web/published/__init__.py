"""The public pages as a folder of files that any server, or none, can show."""
