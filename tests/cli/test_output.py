"""What is printed: whole in a pipe, wrapped in a terminal of any width; its language; and outputs that end early."""

import contextlib
import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from pathlib import Path

import pytest
from rich.cells import cell_len

from liumai.cli.common import language_of_locale
from tests.support.command_line import LIUMAI, LOCALE, ROOT, liumai, liumai_process

LONG = "Bartholomew Featherstonehaugh-Cholmondeley"
HEAD = "姓名,主管,时段,客户第一,团队合作,拥抱变化,诚信,激情,敬业\n"
ROWS = [f"{name},{manager},2006Q{q},3,{q},2.5,4,5,0.5\n" for name, manager in ((LONG, "李四光"), ("张三丰", LONG)) for q in (1, 2, 4)]  # fmt: skip
SHOWN = {
    "team": ["16", "17", "19", "2006Q4"],
    "year": ["16", "17", "19", "17 1/3", "2006"],
}
FULL = Path("/dev/full")
VECTOR = "six-veins-2006:mmpuu.mmmmm.uumuu.mmm-m.pmmmm.mmmmp"


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "team.csv"
    file.write_text(HEAD + "".join(ROWS), encoding="utf-8")
    return str(file)


def on_terminal(columns, *arguments):
    """What the command prints on a terminal of so many columns, without colours."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    env = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    command = subprocess.Popen([LIUMAI, *arguments], stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, cwd=ROOT, env=env | LOCALE | {"TERM": "xterm"})  # fmt: skip
    os.close(theirs)
    printed = b""
    with contextlib.suppress(OSError):  # the end of a terminal's output
        while block := os.read(ours, 1 << 16):
            printed += block
    os.close(ours)
    command.wait()
    return re.sub(r"\x1b\[[\d;]*m", "", printed.decode()).replace("\r\n", "\n")


def solid(text):
    """A text without its white space, so that it is the same however it was wrapped."""
    return "".join(text.split())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("command", SHOWN)
def test_a_terminal_of_any_width_shows_every_text_whole(table, command, columns, language):
    printed = on_terminal(columns, command, table, "--lang", language)
    assert "…" not in printed
    assert all(cell_len(line) <= columns for line in printed.splitlines())
    for text in (LONG, "张三丰", *SHOWN[command]):
        assert solid(text) in solid(printed)
    for figure in SHOWN[command]:
        assert re.search(rf"(?<![\w.]){re.escape(figure)}(?![\w.])", printed), "a figure is not broken"
    # Every cell and every sentence that a pipe has, the terminal has too; only the bars are shorter.
    piped = liumai(command, table, "--lang", language).stdout.decode()
    for cell in re.split(r"\s{2,}|\n", piped.replace("█", "")):
        assert solid(cell) in solid(printed)


@pytest.mark.parametrize("command", SHOWN)
def test_a_table_in_a_pipe_has_its_full_width_whatever_the_terminal_was(table, command):
    printed = liumai_process(command, table, COLUMNS="40").stdout.decode()
    assert "…" not in printed
    (heading,) = (line for line in printed.splitlines() if "To do" in line)
    assert len(heading) > 80
    assert any(LONG in line and "16" in line for line in printed.splitlines())


def test_a_narrow_terminal_shows_a_score_with_its_vector():
    printed = on_terminal(40, "score", "--vector", VECTOR)
    assert "…" not in printed and VECTOR in printed.replace("\n", "")
    for text in ("Customer First", "2.5 / 5", "division-approval", "● ● ◐ ○ ○"):
        assert text in printed


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh-Hant"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_TW.UTF-8", "LANG": "en_GB.UTF-8"}, "zh"),
        ({"LC_ALL": "POSIX", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, "zh"),
    ],
)
def test_the_language_is_english_unless_the_locale_is_chinese(monkeypatch, variables, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language_of_locale() == language


@pytest.mark.parametrize(
    "command", ["batch", "check", "new", "promotion", "score", "team", "template", "year"]
)
def test_every_command_explains_how_to_choose_the_language(command):
    assert "--lang [zh|en]" in liumai(command, "--help").stdout.decode()
    assert "--lang zh" in liumai("--help").stdout.decode()


def test_a_wrong_use_is_explained_in_both_languages():
    assert "只能写其中一个" in liumai("score", "--lang", "zh").stderr.decode()
    assert "give either FILE or --vector" in liumai("score", "--lang", "en").stderr.decode()
    for done in (liumai("team"), liumai("nonsense"), liumai("score", "--lang", "fr", "x")):
        assert done.returncode == 2 and "Error: " in done.stderr.decode()


@pytest.mark.parametrize("command", ["score", "batch", "team", "year", "promotion"])
def test_a_file_that_cannot_be_opened_is_named_in_both_languages(tmp_path, command):
    missing = str(tmp_path / "gone.csv")
    assert (
        liumai(command, missing, "--lang", "zh").stderr.decode()
        == f"{missing}: 打不开: 没有这个文件或文件夹\n"
    )
    done = liumai(command, str(tmp_path), "--lang", "en")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"{tmp_path}: cannot be opened: it is a folder, not a file\n"


@pytest.mark.parametrize("command", [("team", "TABLE"), ("score", "--vector", VECTOR, "--format", "json")])
def test_a_reader_that_goes_away_ends_the_command_silently(table, command):
    arguments = [table if argument == "TABLE" else argument for argument in command]
    process = subprocess.Popen([LIUMAI, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait()


@pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
def test_an_output_that_cannot_be_written_is_one_line(table):
    with FULL.open("wb") as full:
        done = subprocess.run(
            [LIUMAI, "team", table], stdout=full, stderr=subprocess.PIPE, cwd=ROOT, env=os.environ | LOCALE
        )
    assert (done.returncode, done.stderr) == (2, b"<stdout>: cannot be written: no space left\n")
