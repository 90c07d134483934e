"""Reads single tables as the readers of files do, for tests that have rows or a CSV file's bytes."""

from liumai.formats.csv_file import decode_csv, rows_of
from liumai.formats.group_file import read_sheets
from liumai.formats.promotion_table import read_promotion_sheets
from liumai.formats.tables.heading_names import APPRAISAL_KINDS, PROMOTION_KINDS, Headings


def read_csv(raw, count_headings=None):
    """The rows of a CSV file, with their line numbers."""
    return rows_of(decode_csv(raw, count_headings), count_headings)


def read_table(rows, rubrics, sheet="", rubric=None, mapping=None):
    """The appraisals, rejected rows and notices of a table."""
    return read_sheets([(sheet, rows)], Headings(rubrics, APPRAISAL_KINDS, mapping), rubrics, rubric)


def read_promotions(rows, rubrics, sheet="", rubric=None):
    """The candidates, rejected rows and notices of a table."""
    return read_promotion_sheets([(sheet, rows)], Headings(rubrics, PROMOTION_KINDS), rubrics, rubric)
