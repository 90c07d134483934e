"""A web host for benchmarks: files compressed beforehand, cache lifetimes, and a limited bandwidth."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import subprocess
import threading
import time
from email.utils import formatdate
from pathlib import Path
from typing import override

from tests.support.static_server import Handler

ROOT = Path(__file__).resolve().parents[2]
# What hosts compress; the rest is compressed already.
TEXT = re.compile(r"\.(html|css|m?js|json|ndjson|svg|xml|txt|yaml|wasm)$")
# Files whose address names what is in them; the rest is asked about again.
LASTING = re.compile(r"\.[0-9a-f]{8}\.min\.(js|css)$|/assets/runtime/[0-9a-f]+/")
YEAR = 31_536_000  # seconds
PIECE = 16_384  # bytes sent in one go


def compressed(folder: Path) -> Path:
    """A folder under build/ with each file of ``folder`` as gzip and as Brotli, made where that has changed."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    state = "".join(f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}\n" for path in files)
    target = ROOT / "build" / "compressed" / hashlib.sha256(state.encode()).hexdigest()[:12]
    if not target.is_dir():
        script = ROOT / "tests" / "bench" / "compress.mjs"
        begun = target.with_suffix(f".{os.getpid()}")
        subprocess.run([ROOT / "tools" / "with-node", "node", script, folder, begun], cwd=ROOT, check=True)
        begun.rename(target)
    return target


class Line:
    """The one line to the reader, which all that is sent shares."""

    def __init__(self, bytes_a_second: float | None) -> None:
        self._rate, self._free_at, self._lock = bytes_a_second, 0.0, threading.Lock()
        self.sent = 0

    def wait_for(self, size: int) -> None:
        """Wait until so many bytes have gone through."""
        with self._lock:
            self.sent += size
            if self._rate is None:
                return
            now = time.perf_counter()
            self._free_at = max(self._free_at, now) + size / self._rate
            pause = self._free_at - now
        time.sleep(pause)


class HostHandler(Handler):
    """Sends what the browser accepts of a file's forms."""

    compressed: Path
    encodings: tuple[str, ...] = ("br", "gzip")
    line = Line(None)

    @override
    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        file = Path(self.translate_path(path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file() or file.name in self.spoilt:
            super().do_GET()
            return
        encoding, body = self._form(file)
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        known = self.headers.get("If-None-Match") == tag
        self.send_response(304 if known else 200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("ETag", tag)
        self.send_header("Last-Modified", formatdate(file.stat().st_mtime, usegmt=True))
        self.send_header("Cache-Control", f"max-age={YEAR if LASTING.search(path) else 600}")
        self.send_header("Vary", "Accept-Encoding")
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(0 if known else len(body)))
        self.end_headers()
        if not known:
            self._send(body)

    def _form(self, file: Path) -> tuple[str | None, bytes]:
        accepted = self.headers.get("Accept-Encoding", "")
        if TEXT.search(file.name):
            for encoding in self.encodings:
                if encoding in accepted:
                    kept = self.compressed / file.relative_to(self.directory)
                    suffix = {"br": ".br", "gzip": ".gz"}[encoding]
                    return encoding, kept.with_name(kept.name + suffix).read_bytes()
        return None, file.read_bytes()

    def _send(self, body: bytes) -> None:
        # Whoever leaves a page, or has seen enough of a file, is no error.
        with contextlib.suppress(ConnectionError):
            for start in range(0, len(body), PIECE):
                piece = body[start : start + PIECE]
                self.line.wait_for(len(piece))
                self.wfile.write(piece)


def host(
    folder: Path, *, bits_a_second: float | None = None, encodings: tuple[str, ...] = ("br", "gzip")
) -> type[HostHandler]:
    """A kind of host for :func:`serving.serving`: of a folder, over such a line, compressing so."""
    own = {
        "compressed": compressed(folder),
        "encodings": encodings,
        "line": Line(bits_a_second and bits_a_second / 8),
    }
    return type("Host", (HostHandler,), own)
