"""Loads the rest of Python's modules in the page only when one is needed.

Python in the page starts from a snapshot of its memory, in which the modules that score are imported already. All other
modules are in one archive (the standard library, XlsxWriter, this package), which is loaded when first needed. The snapshot
was taken with the same archive in place, so later imports are found at the same path.
"""

from __future__ import annotations

import importlib
import sys
from importlib.machinery import FrozenImporter, PathFinder


class LibraryMissingError(BaseException):
    """A module was imported before the archive is loaded: load the archive, then repeat the request.

    Not an :class:`ImportError`, which callers may catch to do without the module.
    """


class _MissingLibrary:
    """The last finder of ``sys.meta_path`` until the archive is loaded, in place of :class:`PathFinder`."""

    @staticmethod
    def find_spec(name: str, _path: object = None, _target: object = None) -> None:
        raise LibraryMissingError(name)


def expect_library() -> None:
    """From now on until :func:`library_added`, importing a module that is not loaded raises :class:`LibraryMissingError`.

    Called before the snapshot is taken.
    """
    sys.meta_path.remove(PathFinder)
    sys.meta_path.append(_MissingLibrary)


def library_added(archive: str) -> None:
    """Restores importing from files once the archive is at this path, and adds it to ``sys.path`` if it is not there."""
    if _MissingLibrary in sys.meta_path:
        sys.meta_path.remove(_MissingLibrary)
        sys.meta_path.insert(sys.meta_path.index(FrozenImporter) + 1, PathFinder)
    if archive not in sys.path:
        sys.path.append(archive)
    importlib.invalidate_caches()
