"""Mends what the theme's scripts do wrong for this site, once they are copied into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path


class MendError(Exception):
    """The theme has changed: a mend no longer fits."""


@dataclass(frozen=True)
class _Mend:
    files: str
    old: str
    new: str


_MENDS = (
    # A query is cut into the words of the index, but one that ends where the query ends was never looked at.
    _Mend(
        "assets/javascripts/workers/search.*.min.js",
        "o<t.length;o++)t.slice(s,o)in e",
        "o<=t.length;o++)t.slice(s,o)in e",
    ),
    # A little word that the index leaves out ("the") was looked for as the beginning of others ("then").
    _Mend(
        "assets/javascripts/workers/search.*.min.js",
        "new lunr.QueryParser(t,e).parse();for(let n of e.clauses)",
        "new lunr.QueryParser(t,e).parse();let told=e.clauses.filter(c=>lunr.stopWordFilter(c.term.replace(/\\*/g,'')));"
        "if(told.length)e.clauses=told;for(let n of e.clauses)",
    ),
    # Its tree of words took two different branches for the same one where a digit after a branch's number could belong to
    # either: then it knew words that the index has not, and a search that came upon one found nothing at all.
    _Mend(
        "assets/javascripts/workers/search.*.min.js",
        "e=e+s+o.id}return e}",
        'e=e+s+o.id+" "}return e}',
    ),
    # Every page fetched the whole index and built the search from it, a second's work on a phone. Now a page does so once
    # the reader turns to the search.
    _Mend("assets/javascripts/bundle.*.min.js", '$(location.protocol!=="file:")', "$(!1)"),
    # Nor does it run the search's worker before.
    _Mend(
        "assets/javascripts/bundle.*.min.js",
        "function Mn(e,t=new Worker(e)){",
        "function Mn(e,t=Object.assign(new EventTarget,{postMessage(n){this.worker||((this.worker=new Worker(e))"
        '.onmessage=i=>this.dispatchEvent(new MessageEvent("message",{data:i.data}))),this.worker.postMessage(n)}})){',
    ),
    # Nor does it for words to be marked in a page that no search has led to.
    _Mend(
        "assets/javascripts/bundle.*.min.js",
        'z([t,r.pipe(Q(we()),g(o=>!!o.searchParams.get("h")))])',
        'r.pipe(Q(we()),g(o=>!!o.searchParams.get("h")),b(o=>t.pipe(m(n=>[n,o]))))',
    ),
    # Instant navigation asks the sitemap which addresses are pages, and took them for absolute ones, with the host's
    # name. Ours are relative, for any host and sub-path (theme/sitemap.xml).
    _Mend(
        "assets/javascripts/bundle.*.min.js", "fi(new URL(n.textContent),t)", "fi(new URL(n.textContent,t),t)"
    ),
    # The copy button of each block of code stood in a navigation of its own, without a name.
    _Mend(
        "assets/javascripts/bundle.*.min.js",
        'x("nav",{class:"md-code__nav"})',
        'x("div",{class:"md-code__nav"})',
    ),
    # The mark of a note in a block of code is a link, of which screen readers were told nothing.
    _Mend(
        "assets/javascripts/bundle.*.min.js",
        'class:"md-annotation__index",tabIndex:-1},x("span",{"data-md-annotation-id":e})))}else',
        'class:"md-annotation__index",tabIndex:-1,"aria-label":e},x("span",{"data-md-annotation-id":e})))}else',
    ),
    # It fetched and swapped a page for the first entry of the history that the reader went to, though it was of the same page.
    _Mend(
        "assets/javascripts/bundle.*.min.js",
        'let s=t.pipe(ne("pathname"),',
        "let at=location.pathname,s=t.pipe(g(u=>u.pathname!==at&&(at=u.pathname,!0)),",
    ),
    # To make addresses absolute it set those of the stylesheets anew, and the browser read them all again and styled the whole
    # page again. They stay; what a page's head is told apart by is noted beside them.
    _Mend(
        "assets/javascripts/bundle.*.min.js",
        "{t[r]=t[r];break}",
        '{if(e===document&&t.rel==="stylesheet"){let n=t.cloneNode();n.href=t.href;t.absolute=n.outerHTML}else t[r]=t[r];break}',
    ),
    _Mend("assets/javascripts/bundle.*.min.js", "t.set(r.outerHTML,r)", "t.set(r.absolute||r.outerHTML,r)"),
    # It set out to switch colours, which styles the whole page again, and again when it is done, where the colours were to
    # stay; and asked for one colour before and one after a change that styles the whole page again.
    _Mend(
        "assets/javascripts/bundle.*.min.js",
        'if(document.body.setAttribute("data-md-color-switching",""),s.color.media',
        'if(document.body.getAttribute("data-md-color-scheme")!==s.color.scheme&&'
        'document.body.setAttribute("data-md-color-switching",""),s.color.media',
    ),
    _Mend(
        "assets/javascripts/bundle.*.min.js",
        "return o.content=a.colorScheme,a.backgroundColor.match(",
        "let f=a.backgroundColor;return o.content!==a.colorScheme&&(o.content=a.colorScheme),f.match(",
    ),
    # The page's head has that element already, with the scheme that the page begins with: no change then is one.
    _Mend(
        "assets/javascripts/bundle.*.min.js",
        'let o=x("meta",{name:"color-scheme"});document.head.appendChild(o);',
        'let o=ue("meta[name=color-scheme]")||x("meta",{name:"color-scheme"});o.isConnected||document.head.appendChild(o);',
    ),
    # It set up a tooltip for each term in the page as that opened. Now one is set up when it is wanted.
    _Mend(
        "assets/javascripts/bundle.*.min.js",
        '.filter(()=>V("content.tooltips")).map(i=>Xe(i,{viewport$:r}))',
        '.filter(()=>V("content.tooltips")).map(i=>'
        'L(h(i,"pointerenter"),h(i,"focusin")).pipe(Ee(1),b(()=>Xe(i,{viewport$:r}))))',
    ),
    # And for each title in the page's head, laying out the whole page each time to measure it.
    _Mend(
        "assets/javascripts/bundle.*.min.js",
        'g(()=>V("content.tooltips")),J(s=>ii(s))',
        'g(()=>V("content.tooltips")),J(s=>L(h(s,"pointerenter"),h(s,"focusin")).pipe(Ee(1),b(()=>ii(s))))',
    ),
    # It made ready for instant navigation, a third of all that it does, before the page could answer: now right after.
    _Mend(
        "assets/javascripts/bundle.*.min.js",
        'V("navigation.instant")&&gi({sitemap$:qi,location$:Kt,viewport$:ke,progress$:uo}).subscribe(ct)',
        'V("navigation.instant")&&setTimeout(()=>gi({sitemap$:qi,location$:Kt,viewport$:ke,progress$:uo}).subscribe(ct))',
    ),
    # It notes how far a page is scrolled in the history's entry, and threw away what others note there: the
    # calculator's steps (calculator/widget/calculator/history/undo-history.js).
    _Mend(
        "assets/javascripts/bundle.*.min.js",
        'history.replaceState(a,"")',
        'history.replaceState({...history.state,...a},"")',
    ),
    _Mend(
        "assets/javascripts/bundle.*.min.js",
        'history.replaceState(c,"")',
        'history.replaceState({...history.state,...c},"")',
    ),
)


# The theme's script tells the style that scripts run, which styles the whole page again. Said in the page's head, before
# there is any of it, it costs nothing.
_HEAD = "<script>__md_scope="
_RUNNING = '<script>document.documentElement.className="js js-focus-visible",__md_scope='


def mend_page(html: str) -> str:
    """A page as the theme made it, mended. Raises MendError where it is not as it was when the mend was made."""
    if _HEAD not in html:
        raise MendError(f"a page no longer has {_HEAD!r}, which hooks/mending.py replaces")
    return html.replace(_HEAD, _RUNNING, 1)


def mend_theme(site: Path) -> None:
    """Mend the scripts of a built site. Raises MendError where a script is not as it was when the mend was made."""
    for files, group in groupby(_MENDS, key=lambda mend: mend.files):
        mends = tuple(group)
        for path in site.glob(files):
            path.write_text(_mended(path.name, path.read_text(encoding="utf-8"), mends), encoding="utf-8")


def _mended(name: str, script: str, mends: Iterable[_Mend]) -> str:
    for mend in mends:
        if mend.old not in script:
            raise MendError(f"{name}: no longer has {mend.old!r}, which hooks/mending.py replaces")
        script = script.replace(mend.old, mend.new, 1)
    return script
