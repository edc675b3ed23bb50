"""How water and power are shared: basin, exchange, bargaining, accounts."""
