"""What is said of each slip in YAML (:mod:`liumai.formats.yaml_slips.scanner`): what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

SlipCode = Literal[
    "tab-indent",
    "full-width-colon",
    "colon-space",
    "colon-in-text",
    "hash-in-text",
    "hash-value",
    "wrong-indent",
    "no-dash",
    "dash-space",
    "no-colon",
    "no-comma",
    "reserved-start",
    "full-width-quote",
    "unclosed-quote",
    "quote-inside",
    "wrong-escape",
    "unclosed-bracket",
]

# Chinese and English. ``{piece}`` is what stands in the file, ``{other_line}`` another line.
MESSAGES: Mapping[SlipCode, tuple[str, str]] = {
    "tab-indent": (
        "用制表符（Tab）缩进了；请改用空格",
        "found a tab as indentation; use spaces",
    ),
    "full-width-colon": (
        "{piece} 后面是全角冒号“：”；请改成半角冒号加空格",
        "found a full-width colon (：) after {piece}; write a colon and a space",
    ),
    "colon-space": (
        "{piece} 的冒号后面没有空格；请加一个空格",
        "found no space after the colon of {piece}; add one",
    ),
    "colon-in-text": (
        "文字里有冒号：{piece}；请把整段文字放进引号",
        "found a colon in a text: {piece}; put the whole text in quotes",
    ),
    "hash-in-text": (
        "文字里的 # 前面有空格，从它起算作注释，下一行就接不上了；请把整段文字放进引号",
        "found # after a space in a text, which begins a comment, so that the next line has nothing to go on from; "
        "put the whole text in quotes",
    ),
    "hash-value": (
        "# 起头的内容算作注释，这里就没有值了；请放进引号",
        "found a value that begins with #, which makes it a comment; put it in quotes",
    ),
    "wrong-indent": (
        "缩进和前面的行对不上；同一层的行要从同一列开始",
        "found an indent that matches no line before; lines of one level begin in the same column",
    ),
    "no-dash": (
        "列表的这一行没有以“- ”起头；请加上，或者缩进到所属的那一项下面",
        "found a line of a list without “- ”; add it, or indent the line to the item it belongs to",
    ),
    "dash-space": (
        "减号后面没有空格：{piece}；列表的每一项以减号加空格起头",
        "found no space after the dash: {piece}; an item of a list begins with a dash and a space",
    ),
    "no-colon": (
        "这一行没有冒号：{piece}；应为“键: 值”",
        "found a line without a colon: {piece}; expected “key: value”",
    ),
    "no-comma": (
        "括号里两项之间没有逗号；请加上",
        "found two entries in brackets without a comma between them; add it",
    ),
    "reserved-start": (
        "文字以 {piece} 起头，这个符号在 YAML 里另有用处；请把文字放进引号",
        "found a text that begins with {piece}, which has a meaning of its own in YAML; put the text in quotes",
    ),
    "full-width-quote": (
        "用了全角引号 {piece}，不起引号的作用；请改成半角引号",
        "found a full-width quotation mark ({piece}), which does not quote; use \" or '",
    ),
    "unclosed-quote": (
        "这里开始的引号没有关上；请在文字后面补上引号",
        "found a quotation mark that is not closed; add one after the text",
    ),
    "quote-inside": (
        "引号关上以后还有文字；文字里的引号，双引号里写成 \\\"，单引号里写成两个 '",
        'found text after the closing quotation mark; inside a text write \\" between double quotes, '
        "or '' between single quotes",
    ),
    "wrong-escape": (
        "双引号里的 {piece} 不是 YAML 的转义；反斜杠请写两个，或者改用单引号",
        "found {piece} between double quotes, which is no escape of YAML; double the backslash, or use single quotes",
    ),
    "unclosed-bracket": (
        "这里开始的括号没有关上；请补上对应的括号",
        "found a bracket that is not closed; add the bracket that closes it",
    ),
}

# Added where it is known in which line the end was missed.
MISSED_AT = ("（到第 {other_line} 行还没有）", " (none found by line {other_line})")
