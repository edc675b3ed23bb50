"""The planner: settings of the border in the address, what follows from them on the page."""
