"""The complex at work: what is booked, passes, is inspected and stored, on one ledger."""
