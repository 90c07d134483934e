"""The Chromium that ``make`` found or installed, as the tests and the benchmark start it."""

from pathlib import Path

NOTE = Path(__file__).resolve().parents[2] / ".venv" / ".browser"
# This list replaces Playwright's, so it repeats those of Playwright's entries that concern pages or the network. The first
# two are added: the address bar's suggestions are pages, which each new context would load in half a second.
LEFT_OUT = """
    WebUIOmniboxPopup WebUIOmniboxAimPopup
    AimEnabled AvoidUnnecessaryBeforeUnloadCheckSync DestroyProfileOnBrowserClose HttpsFirstBalancedModeAutoEnable
    HttpsUpgrades LensOverlay MediaRouter NetworkTimeServiceQuerying OptimizationHints PaintHolding PreconnectToSearch
    ThirdPartyStoragePartitioning
""".split()
FLAGS = [
    *"--no-sandbox --disable-gpu --disable-quic --no-first-run".split(),
    *"--disable-background-networking --disable-component-update --disable-sync".split(),
    f"--disable-features={','.join(LEFT_OUT)}",
]

# Options of a context for tests of neither the pages' policy nor the service worker: Playwright's wait_for_function
# evaluates text, which the policy forbids, and keeping the site for offline use takes processor time.
PLAIN = {"bypass_csp": True, "service_workers": "block"}


def executable() -> str:
    """Its path. Raises FileNotFoundError where no make has noted one."""
    return NOTE.read_text(encoding="utf-8").strip()
