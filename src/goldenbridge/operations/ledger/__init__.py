"""Events that are never changed, chained by hashes, and the tables that follow from them."""
