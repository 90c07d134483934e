"""Watches a page in Chromium: what goes wrong in it, and what it asks of others."""

# What Playwright itself says where a test has service workers blocked.
NO_WORKERS = "Service Worker registration blocked by Playwright"


def watch(page, served, faults, *, errors=True):
    """Note in ``faults`` every request that leaves the site and, where asked, every error that the page tells."""

    def ask(request):
        if not request.url.startswith((served.address, "data:", "blob:")):
            faults.append(f"left the site: {request.url}")

    def tell(message):
        if message.text == NO_WORKERS:
            return
        if message.type in ("error", "warning"):
            faults.append(f"console: {message.text}")

    page.on("request", ask)
    if errors:
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("console", tell)
