"""What the HTML page is made of: its style, script, fonts and the views its lists are made from."""
