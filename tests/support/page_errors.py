"""Collects a page's errors, and its requests to other origins."""

# Playwright's own warning where a test blocks service workers.
NO_WORKERS = "Service Worker registration blocked by Playwright"


def watch(page, served, faults, *, errors=True):
    """Append to ``faults`` every request to another origin and, if ``errors``, every exception, console error and warning."""

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
