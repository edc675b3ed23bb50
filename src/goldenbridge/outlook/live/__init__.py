"""Waits now and next: forecasts from readings and from the live state, judged for good."""
