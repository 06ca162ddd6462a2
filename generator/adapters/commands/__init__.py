"""The commands of `dossier`, by what they do: check, build, export."""
