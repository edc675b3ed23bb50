"""What to change in the next shifts: places and officers, and afterwards what it saved."""
