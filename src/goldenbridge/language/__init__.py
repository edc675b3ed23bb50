"""Reading and writing numbers, periods and the cells of a table."""
