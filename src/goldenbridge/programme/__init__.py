"""What was agreed: one folder of text becomes one `Programme`."""
