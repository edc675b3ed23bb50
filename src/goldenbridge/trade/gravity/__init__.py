"""How trade, wages and prices answer to other trade costs: exact hat algebra."""
