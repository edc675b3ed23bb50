"""A day of the complex, told from its tables: traffic, stations, stock and residents."""
