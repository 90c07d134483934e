"""The modules that a page's Python loads only when something needs them.

Python in the page starts from a snapshot of its memory, in which the modules that score are imported already. All other
modules lie in one archive (the standard library, openpyxl, this package), which comes when it is first needed. The snapshot
was made with that very archive in place, so all that is imported later is found where it was then.
"""

from __future__ import annotations

import importlib
import sys
from importlib.machinery import FrozenImporter, PathFinder


class LibraryMissingError(BaseException):
    """A module was asked for before the archive has come: load the archive, then repeat the request.

    No :class:`ImportError`, which callers may catch to do without the module.
    """


class _MissingLibrary:
    """The last finder of ``sys.meta_path`` until the archive is there, in place of the one that looks into files."""

    @staticmethod
    def find_spec(name: str, _path: object = None, _target: object = None) -> None:
        raise LibraryMissingError(name)


def expect_library() -> None:
    """From now on until :func:`library_added`, importing a module that is not loaded raises :class:`LibraryMissingError`.

    Called as the snapshot is made.
    """
    sys.meta_path.remove(PathFinder)
    sys.meta_path.append(_MissingLibrary)


def library_added(archive: str) -> None:
    """The archive is there, at this path, which joins the import path if it is not on it."""
    if _MissingLibrary in sys.meta_path:
        sys.meta_path.remove(_MissingLibrary)
        sys.meta_path.insert(sys.meta_path.index(FrozenImporter) + 1, PathFinder)
    if archive not in sys.path:
        sys.path.append(archive)
    importlib.invalidate_caches()
