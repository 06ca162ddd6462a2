"""The tests: cases as data files, a golden dossier, properties, and the built site in a real browser."""
