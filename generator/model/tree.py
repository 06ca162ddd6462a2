"""The files a dossier is made of, as paths and bytes.

Owns `Tree`, the one input of reading, whether it came from a folder, a git revision or a bundle.
Touches no disk (`reading/folder_tree.py` does) and does not look into the bytes.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from types import MappingProxyType


class Tree(Mapping[str, bytes]):
    """Project-relative `/`-separated paths (`content/...`, `seeds/...`) to bytes, in the order of the paths.

    Frozen: neither the paths nor the bytes change once it is made. Two trees with the same files are equal.
    """

    __slots__ = ("_files", "_paths")

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._paths = tuple(sorted(files))
        self._files = MappingProxyType({path: files[path] for path in self._paths})

    @classmethod
    def of(cls, files: Mapping[str, bytes | str]) -> "Tree":
        """A tree from texts (stored as UTF-8) and bytes, as tests and previews write it."""
        return cls({
            path: content.encode() if isinstance(content, str) else content for path, content in files.items()
        })

    def __getitem__(self, path: str) -> bytes:
        return self._files[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def __hash__(self) -> int:
        return hash(self._paths)

    def __repr__(self) -> str:
        return f"Tree({len(self)} files)"

    def files_below(self, folder: str) -> tuple[str, ...]:
        """The paths below a folder (`content/events`), at any depth, sorted."""
        prefix = folder.rstrip("/") + "/"
        first = bisect_left(self._paths, prefix)
        behind = bisect_left(self._paths, folder.rstrip("/") + chr(ord("/") + 1))
        return self._paths[first:behind]
