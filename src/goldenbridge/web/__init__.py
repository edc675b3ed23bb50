"""The pages and the API of a complex at work."""
