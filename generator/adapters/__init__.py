"""The edge: the command line, the MkDocs plugin, and findings as people and programs read them."""
