"""Who may do what, where; sessions of staff and tokens of carriers."""
