"""How the dossier's pages and its sources are cited: one value, and what writes it in each style and format.

Knows nothing of pages or HTML. What is inferred is said in every form; names are never taken apart.
"""
