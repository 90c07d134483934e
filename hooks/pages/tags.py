"""Tags: pages name them by ids of the rubric; readers see names in their language, under anchors that are the ids.

A tag is an actor, a finding, a band or a criterion: it links pages of the guide, worked appraisals and criteria that are about
the same thing.
"""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs.config.defaults import MkDocsConfig

from hooks.content.gaps import possible_findings
from hooks.content.handbook import Handbook
from liumai.core.rubric import Rubric

PLUGIN = "material/tags"


def tag_names(book: Handbook) -> dict[str, str]:
    """The name of every possible tag in the handbook's language, by id, in the order of the page of tags."""
    names: dict[str, str] = {}
    for rubric in (book.rubric, *book.other_rubrics):
        for id_, name in _named(rubric, book):
            names.setdefault(id_, name)
    return names


def _named(rubric: Rubric, book: Handbook) -> Iterable[tuple[str, str]]:
    yield from ((actor, book.text(name)) for actor, name in rubric.words["actor"].items())
    yield from ((finding.code, book.text(finding.name)) for finding in possible_findings(rubric))
    yield from ((band.id, book.text(band.name)) for band in rubric.bands)
    yield from ((criterion.id, book.text(criterion.name)) for criterion in rubric.criteria)


def configure_tags(config: MkDocsConfig, names: dict[str, str]) -> None:
    """Make the tags plugin use the ids as anchors and the order of ``names``."""
    ids, order = {name: id_ for id_, name in names.items()}, list(names.values())
    tags = config.plugins[PLUGIN].config
    tags.tags_slugify = lambda name, _separator: ids[name]
    tags.tags_sort_by = tags.listings_tags_sort_by = lambda tag, *_: order.index(tag.name)


def names_of(ids: Iterable[str], names: dict[str, str]) -> list[str]:
    """The names of a page's tags, without ids that the rubric does not have or can no longer raise."""
    return list(dict.fromkeys(names[id_] for id_ in ids if id_ in names))
