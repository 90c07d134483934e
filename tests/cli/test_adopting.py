"""Starting a rubric of one's own, and checking one: what a newcomer meets on the command line."""

from test_cli import liumai


def test_a_new_rubric_is_whole_at_once(tmp_path):
    folder = tmp_path / "our-values"
    made = liumai("new", str(folder))
    assert made.returncode == 0 and made.stdout.decode().endswith(f"Next: liumai check {folder}\n")
    checked = liumai("check", str(folder))
    assert (checked.returncode, checked.stderr) == (0, b"")
    assert checked.stdout.decode() == "our-values: no fault found. 2 criteria, 6 levels, 4 cases\n"
    for language in ("zh", "en"):
        example = folder / "examples" / f"first-quarter.{language}.yaml"
        scored = liumai("score", str(example), LIUMAI_RUBRICS=str(tmp_path))
        assert scored.returncode == 0 and b"Total: 3 / 6" in scored.stdout
    assert "@" not in "".join(path.read_text() for path in folder.rglob("*.yaml"))


def test_a_new_rubric_overwrites_nothing(tmp_path):
    folder = tmp_path / "our-values"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    done = liumai("new", str(folder))
    assert done.returncode == 2 and b"is not empty; expected a new or an empty folder" in done.stderr
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_a_new_rubric_needs_a_name_that_can_be_an_id(tmp_path):
    done = liumai("new", str(tmp_path / "Our Values"))
    assert done.returncode == 2 and b"found the name Our Values; expected lower-case letters" in done.stderr
    assert list(tmp_path.iterdir()) == []
