"""From the log of a crossing to a site that can be simulated: rates, times, ways and staff."""
