"""The golden dossier and everything it is expected to become."""
