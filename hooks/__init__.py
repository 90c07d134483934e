"""What MkDocs runs to build the handbook: content → pages → theme patches, and the files that the pages load.

The packages stand in floors, each importing only from those below it::

    4  site_hooks     the events of MkDocs
    3  pages, serve
    2  decks, handouts, offline, published_data, theme_patches
    1  content, bundle, delivery
    0  build_cache, paths
"""
