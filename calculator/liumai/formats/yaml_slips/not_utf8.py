"""What to say of a file that should be text in UTF-8 and is not.

The page finds the same out in ``calculator/widget/shared/appraisal-files.js``; its words are in ``rubric_data/interface.yaml``.
"""

from __future__ import annotations

import codecs
import re

from liumai.core.errors import RefusedError
from liumai.formats.plain_data import refused

_CHINESE = re.compile("[\u4e00-\u9fff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def not_utf8(raw: bytes, offset: int) -> RefusedError:
    """The refusal of bytes that are not UTF-8 from ``offset`` on: by the encoding that they seem to be in."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return refused(
            "not-text",
            "文件是用 UTF-16 保存的，不是 UTF-8；请另存为 UTF-8",
            "found a file saved in UTF-16, not UTF-8; save it as UTF-8",
        )
    if _is_gbk(raw):
        return refused(
            "not-text",
            "文件像是用 GBK（GB 18030）保存的，不是 UTF-8；请另存为 UTF-8",
            "found a file that seems to be saved in GBK (GB 18030), not UTF-8; save it as UTF-8",
        )
    return refused(
        "not-text",
        f"第 {offset} 字节处不是 UTF-8 文字；应为 UTF-8 编码的 YAML 或 JSON",
        f"found a byte at offset {offset} that is not UTF-8 text; expected YAML or JSON in UTF-8",
    )


def _is_gbk(raw: bytes) -> bool:
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return bool(_CHINESE.search(text)) and not _CONTROL.search(text)
