"""The types of the requests and answers about a file of many appraisals (:mod:`liumai.browser.team_session`)."""

# Without ``from __future__ import annotations``, under which the types would not know their optional keys.
from typing import Any, Literal, NotRequired, TypedDict

Language = Literal["zh", "en"]
Data = dict[str, Any]  # plain data that another module describes


class TeamFile(TypedDict):
    """A file's name, and the rubric of rows that name none; the bytes go with the request.

    ``map`` has for headings that are not known the column that each is, "" for one to leave out.
    """

    name: str
    rubric: str | None
    map: NotRequired[dict[str, str]]
    position: NotRequired[int]  # of several files of a year, from 1; those above 1 are added to what is open


class TeamOpen(TypedDict):
    """Open a file of many appraisals, in place of the one that was open."""

    open: TeamFile


class TeamCandidates(TypedDict):
    """Open a table of candidates for promotion, in place of the file that was open."""

    candidates: TeamFile


class TeamYearsRequest(TypedDict):
    """Make the years of the people in the open files."""

    years: Literal[True]


class TeamGo(TypedDict):
    """Read and score the next rows, at most so many."""

    go: int


class TeamSum(TypedDict):
    """The figures of each rubric and each team."""

    sum: Literal[True]


class TeamFormat(TypedDict):
    """The form of a file to write."""

    kind: Literal["csv", "xlsx"]
    language: Language
    what: NotRequired[Literal["returns", "years", "promotions"]]  # else everything
    manager: NotRequired[str]  # of the returns, those of one manager


class TeamExport(TypedDict):
    """Write everything as a file, whose bytes go with the answer."""

    export: TeamFormat


class TeamKeysRequest(TypedDict):
    """Names that the reader searches for."""

    keys: list[str]


class TeamMark(TypedDict):
    """Whether HR has looked at the appraisal in the row with the index ``at``."""

    at: int
    looked_at: bool


class TeamMarkRequest(TypedDict):
    """See :class:`TeamMark`."""

    mark: TeamMark


class TeamCorrection(TypedDict):
    """What to put into a cell: a ``criterion`` of an appraisal, or a ``column`` (letters) of a row that was not read."""

    at: int
    to: str
    criterion: NotRequired[str]
    column: NotRequired[str]


class TeamCorrectRequest(TypedDict):
    """See :class:`TeamCorrection`."""

    correct: TeamCorrection


class TeamDraw(TypedDict):
    """How many to draw, by which seed; in all, or of each manager."""

    rubric: str
    count: int
    seed: str
    of_each_manager: NotRequired[bool]


class TeamSampleRequest(TypedDict):
    """See :class:`TeamDraw`."""

    sample: TeamDraw


class TeamReturnsRequest(TypedDict):
    """What goes back to each manager, as texts."""

    returns: dict[Literal["language"], Language]


class TeamClose(TypedDict):
    """Forget the file."""

    close: Literal[True]


class TeamRequest(TypedDict):
    """One step with a team's file."""

    team: (
        TeamOpen
        | TeamCandidates
        | TeamYearsRequest
        | TeamGo
        | TeamSum
        | TeamMarkRequest
        | TeamCorrectRequest
        | TeamSampleRequest
        | TeamReturnsRequest
        | TeamExport
        | TeamKeysRequest
        | TeamClose
    )


class TeamOpened(TypedDict):
    """What a file is, about how many rows it has, and which findings are HR's, which of those are checked by samples alone,
    and which send an appraisal back.
    """

    kind: Literal["csv", "xlsx", "lines"]
    size: int
    checks: list[str]
    samples: list[str]
    urgency: dict[str, list[str]]  # the codes of each rubric's findings, the most urgent first
    returns: list[str]


class TeamMapping(TypedDict):
    """The file was not opened: columns of it must be mapped first (:func:`liumai.browser.team_session.mapping_data`)."""

    mapping: Data


class TeamOutcome(TypedDict):
    """What follows from a total: whether the appraisal is complete, its candidate bands, the findings on the whole."""

    complete: bool
    band: list[str] | None
    findings: list[str]


class TeamCriterion(TypedDict):
    """One criterion's result for one pattern of ratings (``letters``, as a vector has them) and cases."""

    id: str
    score: float | None
    findings: list[str]
    letters: str


class TeamShared(TypedDict):
    """What rows refer to by number: the part that these rows are the first to need; numbers go on from request to request."""

    texts: list[str]
    keys: list[str]  # of the texts, by which the page searches managers
    outcomes: list[TeamOutcome]
    criteria: list[TeamCriterion]


# A scored row, as liumai.browser.team_rows.RowEncoder.encode describes it.
TeamRow = list[int | float | str | list[int] | None]


class TeamNotes(TypedDict):
    """What HR has noted of the row with the index ``at``: in the file, or since it was opened."""

    at: int
    looked_at: bool
    corrections: list[dict[Language, str]]


class TeamRows(TypedDict):
    """Rows in the file's order, scored or refused (:func:`liumai.formats.group_json.rejected_data`); how many have been read in
    all; whether these were the last.
    """

    rows: list[TeamRow | Data]
    shared: TeamShared
    notes: list[TeamNotes]
    notices: list[Data]
    read: int
    done: bool


class TeamSums(TypedDict):
    """See :func:`liumai.browser.team_session.organisation_sums`."""

    rubrics: list[Data]
    teams: list[Data]
    repeated: list[Data]
    refused: int


class TeamYears(TypedDict):
    """See :func:`liumai.browser.many_people.years_data`."""

    years: list[Data]
    problems: list[Data]


class TeamPromotions(TypedDict):
    """See :func:`liumai.browser.many_people.promotions_data`."""

    promotions: list[Data]
    problems: list[Data]


class TeamMarked(TypedDict):
    """The mark as it is now."""

    looked_at: bool


class TeamCorrected(TypedDict):
    """The row as it is now, scored or still refused, what is noted of it, and the figures anew."""

    row: TeamRow | Data
    shared: TeamShared
    notes: list[TeamNotes]
    sums: TeamSums


class TeamSample(TypedDict):
    """The indexes of the rows that were drawn, in the order of drawing, out of ``pool``."""

    seed: str
    drawn: list[int]
    pool: int


class TeamReturns(TypedDict):
    """For each manager how many appraisals go back, and the text that says which and why."""

    lists: list[Data]


class TeamExported(TypedDict):
    """The size of the file that goes with the answer."""

    bytes: int


class TeamKeys(TypedDict):
    """The keys of names (:func:`liumai.analysis.identity.person_key`), by which the page searches rows and teams."""

    keys: list[str]


class TeamClosed(TypedDict):
    """Nothing."""


TeamStep = (
    TeamOpened
    | TeamMapping
    | TeamRows
    | TeamYears
    | TeamPromotions
    | TeamSums
    | TeamMarked
    | TeamCorrected
    | TeamSample
    | TeamReturns
    | TeamExported
    | TeamKeys
    | TeamClosed
)


class TeamAnswer(TypedDict):
    """The answer to one step."""

    team: TeamStep
