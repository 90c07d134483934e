"""A static web server for the tests: the built site under a sub-path, as the plainest host serves it."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

PREFIX = "/some/where/"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder; tests can declare files missing, replace their bytes, or compress WebAssembly."""

    missing: frozenset[str] = frozenset()
    spoilt: Mapping[str, bytes] = MappingProxyType({})
    compresses: bool = False

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        body = self.spoilt.get(Path(path).name)
        compress = self.compresses and path.endswith(".wasm")
        if body is None and not compress:
            super().do_GET()
            return
        if body is None:
            body = Path(self.translate_path(path)).read_bytes()
        self.send_response(200)
        if compress:
            body = gzip.compress(body, 1)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", "application/wasm")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def translate_path(self, path: str) -> str:
        if not path.startswith(PREFIX) or Path(path.split("?")[0]).name in self.missing:
            return str(Path(self.directory) / "there is no such file")
        return super().translate_path("/" + path.removeprefix(PREFIX))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer 404 with the site's own 404.html, as static hosts do."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page.read_bytes())

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """A connection that the browser closes while a file is being sent is no error."""
        with contextlib.suppress(ConnectionError):
            super().copyfile(source, outputfile)

    def log_message(self, *_: object) -> None:
        pass


class Server:
    """The running server's address, and ways to make it answer otherwise for a while."""

    def __init__(self, address: str, handler: type[Handler]) -> None:
        self.address = address
        self._handler = handler

    @contextlib.contextmanager
    def without(self, *names: str) -> Iterator[None]:
        """Answer 404 for files of these names."""
        self._handler.missing = frozenset(names)
        try:
            yield
        finally:
            self._handler.missing = frozenset()

    @contextlib.contextmanager
    def compressing(self) -> Iterator[None]:
        """Send ``.wasm`` files with gzip as their content encoding, as many hosts do."""
        self._handler.compresses = True
        try:
            yield
        finally:
            self._handler.compresses = False

    @contextlib.contextmanager
    def instead(self, spoilt: Mapping[str, bytes]) -> Iterator[None]:
        """Serve these bytes for files of these names."""
        self._handler.spoilt = spoilt
        try:
            yield
        finally:
            self._handler.spoilt = MappingProxyType({})


@contextlib.contextmanager
def serving(folder: Path, kind: type[Handler] = Handler) -> Iterator[Server]:
    """Serve a folder at ``http://127.0.0.1:<port>/some/where/``."""
    handler = type("Handler", (kind,), {})
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(handler, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Server(f"http://127.0.0.1:{server.server_port}{PREFIX}", handler)
    finally:
        server.shutdown()
        server.server_close()
