"""The cheapest site that keeps a service promise, found by bounds, cuts and paired simulation."""
