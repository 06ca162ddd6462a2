"""What helps an editor change the dossier's files: every change is worked out whole before anything is written.

Knows the model and the stages before it, never adapters, pages or the builder. Nothing here prints or writes.
"""
