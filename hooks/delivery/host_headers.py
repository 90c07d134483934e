"""What a host is to send along with the site, in the forms that hosts read: files of the site, shown on its page about hosting."""

from __future__ import annotations

import jinja2
from markupsafe import Markup

from hooks.delivery.cache_busting import RUNTIME
from hooks.delivery.content_security_policy import PLACE
from hooks.paths import TEMPLATES

# By their path in the site. Netlify and Cloudflare Pages read _headers where it lies.
FILES = {"_headers": "headers.j2", "hosting/nginx.conf": "nginx.conf.j2"}
HEADERS = {
    # What a meta element cannot say stands at the end: who may show these pages in a frame.
    "Content-Security-Policy": f"{PLACE}; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
LASTING = "public, max-age=31536000, immutable"  # for files whose address changes with what is in them
ASKED_AGAIN = "no-cache"  # kept, but asked about each time: an answer of no bytes where nothing is new


def hosting_files() -> dict[str, str]:
    """Each file's text. The policy's place is filled in once the pages are finished."""
    return {path: str(hosting_file(path)) for path in FILES}


def hosting_file(path: str) -> Markup:
    """One of them, for a block of code, which escapes it."""
    environment = jinja2.Environment(  # plain text, not HTML
        loader=jinja2.FileSystemLoader(TEMPLATES / "hosting"),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    template = environment.get_template(FILES[path])
    text = template.render(headers=HEADERS, runtime=RUNTIME, lasting=LASTING, asked_again=ASKED_AGAIN)
    return Markup(text)
