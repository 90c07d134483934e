"""The types of all requests and answers of :func:`liumai.browser.answer`.

Both are JSON text. A request is not trusted to be of its type: any other is refused.
The messages around them, between the page and its worker, are in ``calculator/widget/engine/protocol.js``.
"""

# Without ``from __future__ import annotations``, under which the types would not know their optional keys.
from typing import Any, Literal, NotRequired, TypedDict

Language = Literal["zh", "en"]
Data = dict[str, Any]  # plain data that another module describes


class DocumentText(TypedDict):
    """A JSON file that the page opens (:mod:`liumai.browser.document_request`)."""

    name: str
    text: str


class DocumentEvents(TypedDict):
    """A YAML file: the events that the page's parser found, and each syntax error as [line, message].

    Without the ``source``, the text that was parsed, a syntax error is explained in general words only.
    """

    name: str
    events: list[list[Any]]
    broken: list[tuple[int, str]]
    source: NotRequired[str]


class AppraisalRequest(TypedDict):
    """An appraisal, in exactly one of three forms."""

    vector: NotRequired[str]
    appraisal: NotRequired[Data]  # the appraisal file's own form
    document: NotRequired[DocumentText | DocumentEvents]


class ScoreRequest(AppraisalRequest):
    """Score an appraisal; with ``moves``, say what would change the result; with ``text``, add the report as text."""

    moves: NotRequired[bool]
    text: NotRequired[Language]


class ScoreAnswer(TypedDict):
    """A scored appraisal."""

    result: Data  # what `liumai score --format json` prints
    ratings: dict[str, list[str]]  # by criterion
    appraisal: Data  # in the file's form, which read_appraisal reads back
    fingerprint: str  # of the rubric's scoring, and of this result, for links (liumai.core.fingerprint)
    digest: str
    moves: NotRequired[Data]  # liumai.analysis.what_if.what_if_data
    text: NotRequired[str]


class Carry(AppraisalRequest):
    """Carry an appraisal to a newer rubric, or without ``to`` to the first that followed."""

    to: NotRequired[str | None]
    reviewed: NotRequired[
        dict[str, str] | str
    ]  # ratings given so far: by level ("teamwork-2"), or as a vector


class CarryRequest(TypedDict):
    """See :class:`Carry`."""

    carry: Carry


class CarryAnswer(ScoreAnswer):
    """The appraisal that was carried, and how."""

    carrying: Data  # liumai.analysis.migration.migration_data
    original: Data  # the original's own result


class TwoReadings(TypedDict):
    """The two appraisals to compare."""

    own: AppraisalRequest
    managers: AppraisalRequest


class ReadingsRequest(TypedDict):
    """Compare two readings."""

    readings: TwoReadings


class ReadingsAnswer(TypedDict):
    """See :func:`liumai.analysis.comparison.readings_data`."""

    readings: Data


class ReaderLine(AppraisalRequest):
    """One reader's appraisal, and the line that it stands on in the page."""

    line: int


class Calibration(TypedDict):
    """An expert's appraisal, and those of several readers."""

    expert: AppraisalRequest
    readings: list[ReaderLine]


class CalibrationRequest(TypedDict):
    """Compare many readers of one appraisal."""

    calibration: Calibration


class CalibrationAnswer(TypedDict):
    """See :func:`liumai.browser.calibration_request.calibration_of`."""

    calibration: Data


class Year(TypedDict):
    """Up to four quarters; ``rubric`` where none of them is there."""

    quarters: list[AppraisalRequest | None]
    rubric: NotRequired[str]


class YearRequest(TypedDict):
    """The year of one person."""

    year: Year


class YearAnswer(TypedDict):
    """See :func:`liumai.formats.group_json.year_data`."""

    year: Data


class Promotion(TypedDict):
    """A total and a performance, each as people write it: ``18 7/8``, ``92 %``."""

    rubric: str
    total: str
    performance: str


class PromotionRequest(TypedDict):
    """The composite of a total and a performance."""

    promotion: Promotion


class PromotionAnswer(TypedDict):
    """See :func:`liumai.formats.group_json.promotion_data`."""

    promotion: Data


class TeamFile(TypedDict):
    """A file's name, and the rubric of rows that name none; the bytes go with the request.

    ``map`` has for headings that are not known the column that each is, "" for one to leave out.
    """

    name: str
    rubric: str | None
    map: NotRequired[dict[str, str]]


class TeamOpen(TypedDict):
    """Open a file of many appraisals, in place of the one that was open."""

    open: TeamFile


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


class TeamExport(TypedDict):
    """Write everything as a file, whose bytes go with the answer."""

    export: TeamFormat


class TeamKeysRequest(TypedDict):
    """Names that the reader searches for."""

    keys: list[str]


class TeamClose(TypedDict):
    """Forget the file."""

    close: Literal[True]


class TeamRequest(TypedDict):
    """One step with a team's file."""

    team: TeamOpen | TeamGo | TeamSum | TeamExport | TeamKeysRequest | TeamClose


class TeamOpened(TypedDict):
    """What a file is, about how many rows it has, and which findings are HR's and which send an appraisal back."""

    kind: Literal["csv", "xlsx", "lines"]
    size: int
    checks: list[str]
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


class TeamRows(TypedDict):
    """Rows in the file's order, scored or refused (:func:`liumai.formats.group_json.rejected_data`); how many have been read in
    all; whether these were the last.
    """

    rows: list[TeamRow | Data]
    shared: TeamShared
    notices: list[Data]
    read: int
    done: bool


class TeamSums(TypedDict):
    """See :func:`liumai.browser.team_session.organisation_sums`."""

    rubrics: list[Data]
    teams: list[Data]
    repeated: list[Data]
    refused: int


class TeamExported(TypedDict):
    """The size of the file that goes with the answer."""

    bytes: int


class TeamKeys(TypedDict):
    """The keys of names (:func:`liumai.analysis.identity.person_key`), by which the page searches rows and teams."""

    keys: list[str]


class TeamClosed(TypedDict):
    """Nothing."""


TeamStep = TeamOpened | TeamMapping | TeamRows | TeamSums | TeamExported | TeamKeys | TeamClosed


class TeamAnswer(TypedDict):
    """The answer to one step."""

    team: TeamStep


class FaultData(TypedDict):
    """One fault of a request: the line in a file's text, the path in its data, what is wrong, in both languages."""

    line: int | None
    path: str
    problem: dict[Language, str]
    code: str


class Refusal(TypedDict):
    """A request that cannot be answered; ``more`` counts the faults that are not listed."""

    result: None
    faults: list[FaultData]
    more: int


Request = (
    ScoreRequest
    | CarryRequest
    | ReadingsRequest
    | CalibrationRequest
    | YearRequest
    | PromotionRequest
    | TeamRequest
)
Answer = (
    ScoreAnswer
    | CarryAnswer
    | ReadingsAnswer
    | CalibrationAnswer
    | YearAnswer
    | PromotionAnswer
    | TeamAnswer
    | Refusal
)
