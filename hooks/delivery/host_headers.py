"""HTTP headers for the site, as configuration files of several hosts; the page about hosting shows them."""

from __future__ import annotations

import jinja2
from markupsafe import Markup

from hooks.delivery.cache_busting import RUNTIME
from hooks.delivery.content_security_policy import PLACEHOLDER
from hooks.paths import TEMPLATES

# Templates by their path in the site. Netlify and Cloudflare Pages read _headers in the site's root.
FILES = {"_headers": "headers.j2", "hosting/nginx.conf": "nginx.conf.j2"}
HEADERS = {
    # At the end what a meta element cannot state: who may show these pages in a frame.
    "Content-Security-Policy": f"{PLACEHOLDER}; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
IMMUTABLE = "public, max-age=31536000, immutable"  # for files whose address changes with their content
REVALIDATED = "no-cache"  # cached, but revalidated each time: 304 without a body if unchanged


def hosting_files() -> dict[str, str]:
    """The text of each file by its path. put_policy() fills in the policy once the pages are finished."""
    return {path: str(hosting_file(path)) for path in FILES}


def hosting_file(path: str) -> Markup:
    """The text of one file, marked as safe: it goes into a block of code, which Markdown escapes."""
    environment = jinja2.Environment(  # plain text, not HTML
        loader=jinja2.FileSystemLoader(TEMPLATES / "hosting"),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    template = environment.get_template(FILES[path])
    text = template.render(headers=HEADERS, runtime=RUNTIME, immutable=IMMUTABLE, revalidated=REVALIDATED)
    return Markup(text)
