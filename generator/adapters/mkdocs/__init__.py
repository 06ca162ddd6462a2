"""The MkDocs plugin and the calls of MkDocs; the only package that imports it."""
