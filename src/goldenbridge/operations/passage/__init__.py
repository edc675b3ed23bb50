"""Visits: arrival, call, stations, holds, seals, exit, corrections."""
