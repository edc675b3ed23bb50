"""What a crossing or a complex is: plain values, shared by simulation and operations."""
