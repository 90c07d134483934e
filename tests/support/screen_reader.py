"""A virtual screen reader in a page: it walks the accessibility tree and notes the phrases that a reader would hear.

The page must bypass its policy, for the reader is a script from outside the site. Its words for roles and states are
English in every language ("radio", "checked"); names and texts are those of the page.
"""

import subprocess
from pathlib import Path

from playwright.sync_api import TimeoutError

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = """
import { buildSync } from "esbuild";
const contents = 'export { virtual } from "@guidepup/virtual-screen-reader";';
const stdin = { contents, resolveDir: process.cwd() };
buildSync({ stdin, bundle: true, format: "iife", globalName: "screenReader", outfile: process.argv[1] });
"""
PATIENCE = 20_000  # milliseconds that a busy machine may take to score and to speak
MOST = 600  # steps that a walk may take to what it looks for

START = """selector => screenReader.virtual.start({
    container: document.querySelector(selector), displayCursor: false, omitSignificanceWarning: true,
})"""
# Step on until a phrase of these words is spoken; the phrases on the way, and null where it does not come. Between two steps
# a live region may speak.
WALK = """async ([wanted, most]) => {
    const { virtual } = screenReader;
    const start = (await virtual.spokenPhraseLog()).length;
    for (let step = 0; step < most; step += 1) {
        await virtual.next();
        const heard = (await virtual.spokenPhraseLog()).slice(start);
        if (heard.slice(-2).some((phrase) => phrase.startsWith(wanted))) return heard;
    }
    return null;
}"""
# Whether what the reader says again of where it stands begins with these words.
REPEATS = """async (wanted) => {
    const { virtual } = screenReader;
    await virtual.next();
    await virtual.previous();
    const said = (await virtual.spokenPhraseLog()).findLast((phrase) => !phrase.startsWith("polite: "));
    return said.startsWith(wanted);
}"""
SPOKEN = "async (phrase) => (await screenReader.virtual.spokenPhraseLog()).includes(phrase)"


def bundled(folder):
    """Write the screen reader as one classic script with the global ``screenReader`` into a folder; its path."""
    script = folder / "screen-reader.js"
    command = ["tools/with-node", "node", "--input-type=module", "--eval", BUNDLE, "--", str(script)]
    subprocess.run(command, cwd=ROOT, check=True)
    return script


class ScreenReader:
    """The virtual screen reader at the start of the element of a selector, in which alone it walks and listens."""

    def __init__(self, page, script, selector):
        self.page = page
        page.add_script_tag(path=script)
        page.evaluate(START, selector)

    def walk_to(self, phrase):
        """Step on to the next phrase that begins so; the phrases heard on the way, that one last."""
        heard = self.page.evaluate(WALK, [phrase, MOST])
        assert heard is not None, (
            f"{phrase!r} is not spoken within {MOST} steps; heard: {self.heard()[-MOST:]}"
        )
        return heard

    def act(self):
        """Press or choose what the reader stands on."""
        self.page.evaluate("screenReader.virtual.act()")

    def await_state(self, phrase):
        """Wait until the reader, when it comes back to where it stands, says a phrase that begins so."""
        try:
            self.page.wait_for_function(REPEATS, arg=phrase, polling=200, timeout=PATIENCE)
        except TimeoutError:
            raise AssertionError(f"{phrase!r} is not spoken; last: {self.heard()[-6:]}") from None

    def heard(self):
        """All phrases that were spoken, the first at the start."""
        return self.page.evaluate("screenReader.virtual.spokenPhraseLog()")

    def await_announcement(self, phrase):
        """Wait until a live region has announced a phrase politely."""
        spoken = f"polite: {phrase}"
        try:
            self.page.wait_for_function(SPOKEN, arg=spoken, polling=200, timeout=PATIENCE)
        except TimeoutError:
            announced = [one for one in self.heard() if one.startswith("polite: ")]
            raise AssertionError(f"{spoken!r} is not among {announced}") from None
