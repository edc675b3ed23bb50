"""Whether it will happen."""
