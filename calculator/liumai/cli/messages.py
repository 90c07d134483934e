"""The short messages of the commands, in both languages; reports have tables of their own."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from liumai.core.i18n import Translator, in_both_languages
from liumai.core.rubric import Text

MESSAGES: Mapping[str, Text] = {
    "more-faults": Text("……另有 {count} 处", "… and {count} more"),
    "cannot-open": Text("{file}: 打不开: {reason}", "{file}: cannot be opened: {reason}"),
    "cannot-write": Text("{file}: 写不进去: {reason}", "{file}: cannot be written: {reason}"),
    "unknown-rubric": Text(
        "--rubric: 写的是 {rubric}；应为以下之一：{known}",
        "--rubric: found {rubric}; expected one of {known}",
    ),
    "wrong-suffix": Text(
        "{file}: 应以 .csv 或 .xlsx 结尾", "{file}: expected a name that ends in .csv or .xlsx"
    ),
    "not-a-table": Text("{file}: 应为 CSV 或 XLSX", "{file}: expected CSV or XLSX"),
    "not-a-figure": Text(
        "{option}: 写的是 {value}；应为数字，如 18.5",
        "{option}: found {value}; expected a figure, such as 18.5",
    ),
    "file-or-vector": Text("FILE 和 --vector 只能写其中一个", "give either FILE or --vector"),
    "files-or-vectors": Text("FILE 和 --vector 只能写其中一种", "give either FILEs or --vector"),
    "file-or-figures": Text(
        "或者写 FILE，或者写 --total 和 --performance", "give either FILE, or --total and --performance"
    ),
    "not-a-mapping": Text(
        "--map: 写的是 {value}；应为“表头=列”，如 员工姓名=subject",
        '--map: found {value}; expected HEADING=COLUMN, such as "Employee=subject"',
    ),
    "map-without-table": Text(
        "--map: 只用于一张表（CSV 或 XLSX）", "--map: expected with one table (CSV or XLSX) alone"
    ),
    "mapped-twice": Text("--map: “{heading}”写了两次", "--map: found “{heading}” twice"),
    "map-columns": Text(
        "请说明每一列是什么（把 ? 换成列名；等号后面空着，就是不读这一列），再运行：\n  {command}\n可以对应的列：{targets}",
        "Say what each column is (put a column in place of ?; with nothing after the sign, it is left out), and run:\n"
        "  {command}\nColumns to map to: {targets}",
    ),
    "rows-not-read": Text("{count} 行读取失败", "{count} rows not read"),
    "row-not-read": Text("1 行读取失败", "1 row not read"),
    "faults": Text("共 {count} 处问题", "{count} faults"),
    "one-fault": Text("共 1 处问题", "1 fault"),
    "no-fault": Text(
        "{rubric}: 没有问题。{criteria} 项，{levels} 级，{cases} 个案例",
        "{rubric}: no fault found. {criteria} criteria, {levels} levels, {cases} cases",
    ),
    "not-an-id": Text(
        "{folder}: 文件夹名是 {name}; 应为小写字母、数字和连字符，例如 our-values",
        "{folder}: found the name {name}; expected lower-case letters, digits and hyphens, such as our-values",
    ),
    "not-empty": Text(
        "{folder}: 已经有内容；应为新的或空的文件夹",
        "{folder}: is not empty; expected a new or an empty folder",
    ),
    "next-step": Text("接着：liumai check {folder}", "Next: liumai check {folder}"),
}


# Why the system refuses a file, by its error number; any other reason is given in the system's own words.
_REASONS: Mapping[int, Text] = {
    errno.ENOENT: Text("没有这个文件或文件夹", "no such file or folder"),
    errno.EACCES: Text("没有权限", "permission denied"),
    errno.EISDIR: Text("这是文件夹，不是文件", "it is a folder, not a file"),
    errno.ENOTDIR: Text("路径里有一段不是文件夹", "a part of the path is no folder"),
    errno.ENOSPC: Text("没有空间了", "no space left"),
}


def message(language: str, key: str, **values: object) -> str:
    """The message ``key`` of :data:`MESSAGES` in a language, its placeholders filled in."""
    return Translator(language).message(MESSAGES, key, **values)


def reason(error: OSError) -> Text:
    """Why the system refused a file, in both languages."""
    return _REASONS.get(error.errno or 0) or in_both_languages(error.strerror or type(error).__name__)
