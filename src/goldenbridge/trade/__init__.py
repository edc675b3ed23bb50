"""How trade moves."""
