"""Drawings made at build time as SVG: each a function from a frozen view of the dossier to elements with places.

Owns geometry. Knows no records, no files and no colours: classes name what is drawn, style sheets say how it looks.
Every drawing has its list beside it on the page, which is the accessible interface; nothing stands in a drawing alone.
"""
