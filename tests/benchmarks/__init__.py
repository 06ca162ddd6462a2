"""Synthetic dossiers of any size, and a runner that measures what they cost; no test here asserts a time."""
