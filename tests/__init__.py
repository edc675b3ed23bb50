"""Tests; a package, so that no other distribution of this name is imported instead."""
