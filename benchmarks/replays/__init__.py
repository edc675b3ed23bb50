"""Real logs replayed: what was recorded beside what the engine says of the same days."""
