"""Routes, one module for each room of operations."""
