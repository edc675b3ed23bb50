"""What was measured: observations, their units and vintages, reporters side by side."""
