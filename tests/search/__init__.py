"""The search as a reader's browser runs it: its words, its families, and what comes first."""
