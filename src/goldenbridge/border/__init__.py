"""How trucks cross: a site and what comes to it, compiled, simulated and compared."""
