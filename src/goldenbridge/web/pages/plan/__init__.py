"""Pages of the plan of cooperation."""
