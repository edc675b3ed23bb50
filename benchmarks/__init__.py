"""One module per claim; the last line each of them prints is one JSON object."""
