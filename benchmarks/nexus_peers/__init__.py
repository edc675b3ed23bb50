"""Peers of the water and power model, run by a Python of their own."""
