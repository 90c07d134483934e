"""The tests, in folders named for what they test; what they share is in ``tests/support``.

========================  =============================================================================
core, analysis            the pure floors of ``liumai``; run under CPython and, from ``pyodide``, Pyodide
formats, batch            files in and out; many lines fast
rubric_files              the YAML of rubrics: its checks, and the handbook's own data
cli, browser_adaptor      commands; the requests that the page's worker answers
hooks                     modules of the site's build, and ``mkdocs serve``
site                      the built pages, read as files
widget                    the page's scripts without a page, by ``node --test``
e2e                       the built site in Chromium
tools, examples           ``tools/`` and ``examples/``
adopter                   another firm's rubric, as its adopter would lay it out: data for the tests and for a page
bench                     ``make bench``: speed and size; nothing there passes or fails
========================  =============================================================================
"""
