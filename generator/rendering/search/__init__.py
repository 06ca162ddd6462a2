"""The search index: what can be found, written as classic scripts that a page loads piece by piece, from disk too.

Made from the published records and the paragraphs of their articles, never from pages. Knows no browser; the client
that reads it is `assets/search.js`.
"""
