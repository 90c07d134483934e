"""``mkdocs serve`` as a process, on a folder of rubrics, for the tests and the benchmark."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.support.site_build import MKDOCS, ROOT

PATIENCE = 300  # seconds to wait at most; how long it takes is measured by make bench
PAUSE = 0.05  # seconds between two requests


def free_address() -> str:
    """A host and port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"127.0.0.1:{free.getsockname()[1]}"


def path_of_site(config: Path) -> str:
    """The path under which ``mkdocs serve`` shows the site: that of the configuration's ``site_url``, "/" without one."""
    site_url = re.search(r"^site_url: *(\S+)", config.read_text(encoding="utf-8"), re.MULTILINE)
    return (urlsplit(site_url[1]).path.rstrip("/") if site_url else "") + "/"


@contextmanager
def served(
    rubrics: Path, log: Path, address: str = "", config: Path = ROOT / "mkdocs.yml", **environment: str
) -> Iterator[str]:
    """The address of a running preview. What it prints goes to the file ``log``."""
    address = address or free_address()
    with log.open("w") as written:
        running = subprocess.Popen(
            [MKDOCS, "serve", "--config-file", config, "--dev-addr", address],
            env=os.environ | {"LIUMAI_RUBRICS": str(rubrics), "NO_MKDOCS_2_WARNING": "1"} | environment,
            cwd=ROOT,
            stdout=written,
            stderr=written,
        )
        try:
            yield f"http://{address}{path_of_site(config)}"
            assert running.poll() is None, log.read_text()
        finally:
            running.terminate()
            running.wait()


def shown(pages: Iterable[str], words: str) -> None:
    """Request the pages until each contains the words. Raises TimeoutError."""
    end = time.monotonic() + PATIENCE
    for page in pages:
        text = ""
        while words not in text:
            if time.monotonic() > end:
                raise TimeoutError(f"{page} never showed {words!r}; it showed {text[:1000]}")
            try:
                text = urllib.request.urlopen(page, timeout=PATIENCE).read().decode()
            except (urllib.error.URLError, ConnectionError) as error:
                text = str(error)
            if words not in text:
                time.sleep(PAUSE)


def with_clause(criterion: str, words: str) -> str:
    """A criterion's YAML with these words put before its first clause, in both languages."""
    before, mark, after = criterion.partition("clause:\n")
    for language in ("zh", "en"):
        after = re.sub(rf'({language}: "?)', rf"\g<1>{words} ", after, count=1)
    return before + mark + after
