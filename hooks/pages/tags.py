"""Tags: pages name them by the rubric's ids, and readers see them in their own language, under the same anchors.

A tag is a party that acts, a finding, a band or a criterion: it leads from a page of the guide to the worked
appraisals that show the same thing, and from a criterion to what it was in the other rubrics.
"""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs.config.defaults import MkDocsConfig

from hooks.content.gaps import possible_findings
from hooks.content.handbook import Handbook
from liumai.model import Rubric

PLUGIN = "material/tags"


def tag_names(book: Handbook) -> dict[str, str]:
    """Every tag that there can be: its name in the handbook's language by its id, in the order of the page of tags."""
    names: dict[str, str] = {}
    for rubric in (book.rubric, *book.others):
        for id_, name in _named(rubric, book):
            names.setdefault(id_, name)
    return names


def _named(rubric: Rubric, book: Handbook) -> Iterable[tuple[str, str]]:
    yield from ((actor, book.text(name)) for actor, name in rubric.words["actor"].items())
    yield from ((finding.code, book.text(finding.name)) for finding in possible_findings(rubric))
    yield from ((band.id, book.text(band.name)) for band in rubric.bands)
    yield from ((criterion.id, book.text(criterion.name)) for criterion in rubric.criteria)


def arrange_tags(config: MkDocsConfig, names: dict[str, str]) -> None:
    """Let the theme's plugin take the anchors and the order of its tags from the rubric."""
    ids, order = {name: id_ for id_, name in names.items()}, list(names.values())
    tags = config.plugins[PLUGIN].config
    tags.tags_slugify = lambda name, _separator: ids[name]
    tags.tags_sort_by = tags.listings_tags_sort_by = lambda tag, *_: order.index(tag.name)


def known(wanted: Iterable[str], names: dict[str, str]) -> list[str]:
    """The names of a page's tags; those that the rubric does not have, or no longer can raise, are left out."""
    return list(dict.fromkeys(names[id_] for id_ in wanted if id_ in names))
