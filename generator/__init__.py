"""The dossier generator: source articles and curated YAML in, a checked and cross-linked site out.

`pipeline.py` shows the stages in order; `adapters/` holds the command line and the MkDocs plugin.
"""
