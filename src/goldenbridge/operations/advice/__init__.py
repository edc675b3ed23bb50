"""Advice for the next shifts: proposed, decided on, and measured afterwards; and who is on duty."""
