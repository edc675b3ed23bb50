"""The engines that `border_engine` compares, each running the same two workloads."""
