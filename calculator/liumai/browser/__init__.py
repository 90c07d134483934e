"""Floor 5, what the page's worker calls: JSON requests in, JSON answers out. Imports neither ``cli`` nor ``rubric_files``.

The worker imports this package as ``liumai.browser`` and calls the functions below; nothing else crosses over.
"""

from liumai.browser.requests import add_rubric, answer, know_rubric, store_rubric

__all__ = ["add_rubric", "answer", "know_rubric", "store_rubric"]
