"""The brief and its forms: terminal, JSON, HTML."""
