"""The schema, step by step; Alembic runs the steps when a ledger is opened."""
