"""The complex at work: appointments, visits, inspections, warehouse, on a ledger."""
