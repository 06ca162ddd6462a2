"""The offline bundle: a site and its sources as a BagIt bag in one zip, made, opened and verified.

Owns the form of the bundle (RFC 8493). What goes into it is decided by `adapters/bundle.py`; writing to the disk stays
with `publishing/`.
"""
