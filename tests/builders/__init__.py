"""Builders other than MkDocs, each run as `docs/other-builders.md` tells readers to run it."""
