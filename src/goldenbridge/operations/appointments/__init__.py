"""Openings, holds, bookings and lots."""
