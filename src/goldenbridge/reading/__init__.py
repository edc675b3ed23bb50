"""A communiqué becomes sentences with what they name, and entries for a person to decide on."""
