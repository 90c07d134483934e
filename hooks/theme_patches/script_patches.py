"""Patches the theme's minified scripts, once they are copied into the built site.

A patch is the last resort: it stands here only where a reader meets a fault without it, and where no setting, no template of
hooks/theme and no script beside the theme can do the same. Each depends on one release of the theme: ``make upgrade`` tells
which no longer fit a newer one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

THEME_VERSION = "9.8.2"  # of mkdocs-material, that the patches are written for
NOT_REPORTED = "not reported as far as found on 2026-11-30"
_BUNDLE = "assets/javascripts/bundle.*.min.js"
_SEARCH_WORKER = "assets/javascripts/workers/search.*.min.js"
# Our own scripts for the theme's worker, which need no patch: of queries, at its beginning; of the search library, at its end.
_SEARCH_QUERY = "assets/javascripts/workers/search-query.js"
_SEARCH_FIXES = "assets/javascripts/workers/search-fixes.js"


class PatchError(Exception):
    """The theme's scripts are not those that the patches are written for; the message names each patch that does not fit."""


@dataclass(frozen=True)
class ScriptPatch:
    """The replacement of one piece of a minified script, which must be there exactly once."""

    name: str
    files: str
    """The script, as a pattern of paths from the site's root."""
    old: str
    new: str
    fault: str
    """What a reader meets without the patch, and why nothing but a patch can help."""
    reported: str
    """Where the fault is reported upstream."""
    version: str = THEME_VERSION


PATCHES = (
    ScriptPatch(
        name="last word of a Chinese query",
        files=_SEARCH_WORKER,
        old="o<t.length;o++)t.slice(s,o)in e",
        new="o<=t.length;o++)t.slice(s,o)in e",
        fault="A Chinese query is cut into the index's words by a loop that stops one character early: the word at the "
        "query's end is never found as a word, and a search for it finds what merely begins with a character of it. The "
        "function is not exported, and its argument is the query alone.",
        reported=NOT_REPORTED,
    ),
    ScriptPatch(
        name="search index on demand",
        files=_BUNDLE,
        old='document.forms.namedItem("search")?ks():tt',
        new='document.forms.namedItem("search")?L(Je("search"),Kt.pipe(Q(we()),m(e=>e.searchParams.has("h"))))'
        ".pipe(Re(e=>e),b(ks),Z(1)):tt",
        fault="Every page that is opened fetches the whole search index (1.5 MB, 0.2 MB compressed: twice all its scripts "
        "and styles) and builds a search from it, which takes a phone's processor a second, for readers who never search. "
        "With the patch that waits until the search is opened, or a page with words to mark (?h=…).",
        reported="squidfunk/mkdocs-material/issues/5391 (asks to keep the index between pages; open)",
    ),
    ScriptPatch(
        name="search worker on demand",
        files=_BUNDLE,
        old="function Mn(e,t=new Worker(e)){",
        new="function Mn(e,t=Object.assign(new EventTarget,{postMessage(n){this.worker||((this.worker=new Worker(e))"
        '.onmessage=i=>this.dispatchEvent(new MessageEvent("message",{data:i.data}))),this.worker.postMessage(n)}})){',
        fault="Every page that is opened starts a second JavaScript engine for the search (40 kB of script), beside the one "
        "in which Python starts. The theme starts it as it sets up the search box, which the keyboard shortcuts need.",
        reported=NOT_REPORTED,
    ),
    ScriptPatch(
        name="relative addresses in the sitemap",
        files=_BUNDLE,
        old="fi(new URL(n.textContent),t)",
        new="fi(new URL(n.textContent,t),t)",
        fault="Instant navigation asks the sitemap which addresses are pages, and takes only absolute ones. The site does "
        "not know its host and path (theme/sitemap.xml has relative addresses), so every link would load a page anew and "
        "Python with it. An invented host does not help: the theme puts the real host in its place, but not the path.",
        reported="squidfunk/mkdocs-material/issues/6792 (closed: site_url is required)",
    ),
    ScriptPatch(
        name="first change of the address within a page: content",
        files=_BUNDLE,
        old='let s=t.pipe(ne("pathname"),',
        new='let s=t.pipe(Q(we()),ne("pathname"),Ie(1),',
        fault="The first change of the address within the page that was opened (a link to one of its sections, or Back in the "
        "calculator) fetches the page again and replaces its content, and what was opened or typed in it is lost.",
        reported="zensical/ui/issues/154 (the theme's successor; resolved there)",
    ),
    ScriptPatch(
        name="first change of the address within a page: scrolling",
        files=_BUNDLE,
        old='s.pipe(b(()=>t),ne("hash"))',
        new='s.pipe(Q(0),b(()=>t),Q(we()),ne("hash"),Ie(1))',
        fault="The other half of the same fault: the theme begins to scroll to the sections of a page only once it has "
        "replaced its content, so that with the patch above alone a link to a section would lead nowhere.",
        reported="zensical/ui/issues/154 (the theme's successor; resolved there)",
    ),
    ScriptPatch(
        name="history state as a page is left",
        files=_BUNDLE,
        old='history.replaceState(c,"")',
        new='history.replaceState({...history.state,...c},"")',
        fault="The theme notes in the history's entry how far the page is scrolled, and throws away what other scripts note "
        "there: the calculator's steps, so that Back no longer undoes. A script could only replace the browser's own "
        "history.replaceState, for every other script too.",
        reported=NOT_REPORTED,
    ),
    ScriptPatch(
        name="history state as a page is scrolled",
        files=_BUNDLE,
        old='history.replaceState(a,"")',
        new='history.replaceState({...history.state,...a},"")',
        fault="As above, a tenth of a second after each scrolling.",
        reported=NOT_REPORTED,
    ),
    # The last two are for speed alone. Without them a page takes a phone's processor so much longer that its performance
    # in Lighthouse is in question (95 of 100 is what make lighthouse holds pages to).
    ScriptPatch(
        name="colours of a page that opens",
        files=_BUNDLE,
        old='if(document.body.setAttribute("data-md-color-switching",""),s.color.media',
        new='if(document.body.getAttribute("data-md-color-scheme")!==s.color.scheme&&'
        'document.body.setAttribute("data-md-color-switching",""),s.color.media',
        fault="As a page opens, the theme marks its body as changing colours and unmarks it, though the colours stay: the "
        "browser computes the style of the whole page twice more, before the page answers to anything.",
        reported=NOT_REPORTED,
    ),
    ScriptPatch(
        name="tooltips of terms on demand",
        files=_BUNDLE,
        old='.filter(()=>V("content.tooltips")).map(i=>Xe(i,{viewport$:r}))',
        new='.filter(()=>V("content.tooltips")).map(i=>'
        'L(h(i,"pointerenter"),h(i,"focusin")).pipe(Ee(1),b(()=>Xe(i,{viewport$:r}))))',
        fault="As a page opens, the theme sets up a tooltip for each explained term, a dozen or two, before the page answers "
        "to anything. With the patch a tooltip is set up when its term is first pointed at.",
        reported=NOT_REPORTED,
    ),
)


def misfits(root: Path) -> list[ScriptPatch]:
    """The patches whose text is not exactly once in the one script they are for. ``root`` has the theme's ``assets/``."""
    return [patch for patch in PATCHES if not _fits(patch, root)]


def patch_scripts(site: Path) -> None:
    """Patch the scripts of a built site, and add our own to the search. Raises PatchError where a patch does not fit."""
    if unfit := misfits(site):
        raise PatchError(_message(unfit))
    for patch in PATCHES:
        script = next(site.glob(patch.files))
        script.write_text(script.read_text(encoding="utf-8").replace(patch.old, patch.new), encoding="utf-8")
    worker = next(site.glob(_SEARCH_WORKER))
    parts = [site / _SEARCH_QUERY, worker, site / _SEARCH_FIXES]
    worker.write_text("\n".join(part.read_text(encoding="utf-8") for part in parts), encoding="utf-8")
    for part in (parts[0], parts[2]):
        part.unlink()


def _fits(patch: ScriptPatch, root: Path) -> bool:
    scripts = [path.read_text(encoding="utf-8") for path in root.glob(patch.files)]
    return len(scripts) == 1 and scripts[0].count(patch.old) == 1


def _message(unfit: Sequence[ScriptPatch]) -> str:
    lines = [f"- {patch.name}: {patch.files} does not have {patch.old!r} once" for patch in unfit]
    return "\n".join(
        [
            f"The theme's scripts are not those of mkdocs-material {THEME_VERSION}. Patches that no longer fit:",
            *lines,
            "Either install that version again (requirements/project.lock), or open the script, find the piece that now does the "
            f"same, and write it into PATCHES of {Path(__file__).name}; if the fault is gone, remove the patch.",
        ]
    )
