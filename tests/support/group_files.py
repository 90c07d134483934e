"""CSV, NDJSON and XLSX files of many random appraisals, from a seed, for tests and benchmarks."""

import csv
import io
import json
import random
from pathlib import Path

import openpyxl

IDS = ["customer-first", "teamwork", "embrace-change", "integrity", "passion", "commitment"]
HEAD = ["姓名", "主管", "时段", "客户第一", "团队合作", "拥抱变化", "诚信", "激情", "敬业"]
LETTERS = ("mmpuu", "mmmuu", "mpuuu", "mmmpu")
TEAM = 12  # people of one manager


def rows(count: int, seed: int = 1) -> list[list[object]]:
    """``count`` people in one quarter, twelve to a manager; about a third of the scores are written as letters."""
    chance = random.Random(seed)
    return [
        [f"员工{n:05}", f"主管{n // TEAM:04}", "2006Q2"]
        + [chance.choice(LETTERS) if chance.random() < 0.3 else chance.randint(2, 9) / 2 for _ in IDS]
        for n in range(count)
    ]


def write(file: Path, listed: list[list[object]]) -> Path:
    """Write the rows as the kind of file that the suffix names."""
    match file.suffix:
        case ".xlsx":
            book = openpyxl.Workbook(write_only=True)
            sheet = book.create_sheet("six-veins-2006")
            for row in [HEAD, *listed]:
                sheet.append(row)
            book.save(file)
        case ".csv":
            text = io.StringIO(newline="")
            csv.writer(text).writerows([HEAD, *listed])
            file.write_text(text.getvalue(), encoding="utf-8-sig")
        case ".ndjson":
            file.write_text("".join(f"{json.dumps(_appraisal(row))}\n" for row in listed), encoding="utf-8")
    return file


def _appraisal(row: list[object]) -> dict[str, object]:
    subject, manager, period, *scores = row
    names = {"m": "met", "p": "partial", "u": "unmet"}
    entries = [
        {"score": score} if not isinstance(score, str) else {"ratings": [names[letter] for letter in score]}
        for score in scores
    ]
    criteria = dict(zip(IDS, entries, strict=True))
    head = {"rubric": "six-veins-2006", "subject": subject, "manager": manager, "period": period}
    return head | {"criteria": criteria}
