"""Tests of the golden dossier's built site: its files, and what a reader meets in a browser."""
