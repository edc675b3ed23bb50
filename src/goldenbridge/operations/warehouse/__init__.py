"""Units, places, moves, docks, and the residents of the complex."""
