"""Holding Python's garbage collector while many objects are made that all stay.

The collector walks over everything there is again and again as a dossier grows, so that a page of a large one
would cost more than a page of a small one. What the stages make holds no cycles worth collecting.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def garbage_collection_held() -> Iterator[None]:
    """Collect nothing meanwhile; also a decorator."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
