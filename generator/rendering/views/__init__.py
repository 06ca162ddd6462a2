"""A function per page kind: from the public dossier to a page of blocks, through one frozen view of plain strings."""
