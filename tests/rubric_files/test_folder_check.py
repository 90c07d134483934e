"""Starting a rubric of one's own, and checking one: what a newcomer meets on the command line."""

from tests.support.command_line import liumai


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


FIRST, MAIN = "criteria/first-value.yaml", "rubric.yaml"
# (file, what stands there, what is planted in its place, what is told of it); each on one line.
PLANTED = [
    (MAIN, "summary:", "sumary:", "sumary: found sumary; expected a key: one of id, name, summary"),
    (MAIN, "summary:", "sumary:", "(did you mean summary?)"),
    (MAIN, "    from: 5\n", "    from: 2\n", "bands[1].from: found 3; expected less than the band above, 2"),
    (MAIN, "    from: 0\n", "    from: 0.3\n", "bands[2].from: found 0.3; expected a number from 0 up, in steps of a half"),
    (MAIN, "when: {band: [behind]}", "when: {band: [behnd]}", "findings[1].when.band[0]: found behnd; expected a band of this rubric: one of ahead, on-track, behind (did you mean behind?)"),
    (MAIN, "{complete: false}", "{completed: false}", "findings[2].when.completed: found completed; expected a key: one of score, stop, complete"),
    (MAIN, "actors: [manager, employee]", "actors: [manger, employee]", "findings[1].actors[0]: found manger; expected an actor of words.yaml"),
    (MAIN, "{status: inferred, reason: lowest-from-zero}", "{status: inferred}", "bands[2].from_basis.reason: missing; expected with status inferred"),
    (MAIN, "  - id: total\n", "  - id: totl\n", "rules[4].id: found totl; expected one of climb"),
    (FIRST, "award: by-default", "award: by-defualt", "levels[0].award: found by-defualt; expected one of by-default"),
    (FIRST, "  - level: 2\n", "  - level: 4\n", "levels[1].level: found 4; expected 2, its place in the list"),
    (FIRST, "belongs_to: second-value-1", "belongs_to: second-value-9", "cases[2].belongs_to: found second-value-9; expected another level of this rubric"),
    (FIRST, "confused_with: second-value-2", "confused_with: first-value-1", "cases[1].confused_with: found first-value-1; expected another level of this rubric"),
    (FIRST, "setting: office", "setting: ofice", "cases[0].setting: found ofice; expected one of sales, support"),
    (FIRST, "id: first-value-2-y1", "id: second-value-2-y1", "levels[1].cases[0].id: found second-value-2-y1; expected it to begin with first-value-2-"),
    (FIRST, ", en: Say what it does beyond level 1.}", "}", "levels[1].cases[0].why.en: missing; expected the English text beside the Chinese one"),
    (FIRST, "en: One point a line.", "en: 1", "points[0].en: found 1; expected text (put a number in quotes)"),
    ("criteria/second-value.yaml", "name: {zh: 第二项价值观, en: Second value}\n", "", "name: missing"),
    ("criteria/second-value.yaml", "{document: our-handbook}\n    clause: {zh: 第 3", "{document: our-handbok}\n    clause: {zh: 第 3", "levels[2].source.document: found our-handbok; expected a document of this rubric: one of our-handbook (did you mean our-handbook?)"),
    ("examples.yaml", "lesson:", "lessons:", "[0].lessons: found lessons; expected a key"),
]  # fmt: skip


EVERY = 19  # each once, though PLANTED looks at one of them twice


def planted(tmp_path, *faults):
    folder = tmp_path / "our-values"
    liumai("new", str(folder))
    for file, text, fault in dict.fromkeys(each[:3] for each in faults):
        path = folder / file
        assert text in path.read_text(), text
        path.write_text(path.read_text().replace(text, fault, 1))
    done = liumai("check", str(folder))
    assert (done.returncode, done.stdout) == (2, b"")
    return folder, done.stderr.decode().splitlines()


def test_all_faults_are_told_in_one_run_each_with_its_file_and_line(tmp_path):
    folder, lines = planted(tmp_path, *PLANTED)
    for file, _, _, told in PLANTED:
        found = [line for line in lines if told in line]
        assert len(found) == 1 and found[0].startswith(f"{folder / file}:"), told
        number = int(found[0].removeprefix(f"{folder / file}:").split(":")[0])
        assert 0 < number <= len((folder / file).read_text().splitlines())
    assert lines[-1] == f"{len(lines) - 1} faults" and len(set(lines)) == len(lines)
    assert len(lines) - 1 == EVERY, "\n".join(lines)


def test_what_a_case_is_confused_with_is_said_once(tmp_path):
    twice = "belongs_to: second-value-1", "belongs_to: second-value-1\n        confused_with: second-value-2"
    _, lines = planted(tmp_path, (FIRST, *twice, ""))
    assert "confused_with: expected nowhere beside belongs_to, which names the level already" in lines[0]
    assert lines[1:] == ["1 fault"]


def test_a_figure_that_is_open_cannot_have_been_settled_and_a_lesson_that_turns_has_both_sides(tmp_path):
    stated = "    from: 3\n    from_basis: {status: source, source: {document: our-handbook}}\n"
    opened = "    from: null\n    from_basis: {status: illegible, reason: lowest-from-zero, settled_by: {zh: 店主, en: Owner}}\n"
    folder, lines = planted(
        tmp_path, (MAIN, stated, opened, ""), ("examples.yaml", "  lesson:", "  teaches: talk\n  lesson:", "")
    )
    assert any("bands[1].from_basis.settled_by: found with status illegible" in line for line in lines)
    assert f"{folder}/examples.yaml" in " ".join(lines) and any(
        "[0].otherwise: missing" in line for line in lines
    )
    assert lines[-1] == "2 faults"


def test_a_slip_in_the_yaml_itself_hides_no_other_file(tmp_path):
    folder, lines = planted(
        tmp_path,
        (FIRST, "en: First value}", "en: First: value", ""),
        ("criteria/second-value.yaml", "award: by-default", "award: default", ""),
        (MAIN, "when: {band: [behind]}", "when: {band: [behnd]}", ""),
    )
    assert lines[0].startswith(f"{folder / FIRST}:") and "not valid YAML" in lines[0]
    assert any("award: found default" in line for line in lines) and any("behnd" in line for line in lines)
    assert lines[-1] == "3 faults"


def test_files_and_lists_that_disagree_are_told(tmp_path):
    folder, lines = planted(tmp_path, (MAIN, "criteria: [first-value, ", "criteria: [frist-value, ", ""))
    assert "criteria[0]: found frist-value" in lines[0] and "did you mean first-value?" in lines[0]
    (folder / MAIN).write_text(
        (folder / MAIN).read_text().replace("[frist-value, second-value]", "[first-value]")
    )
    (folder / "examples" / "first-quarter.en.yaml").rename(folder / "examples" / "second-quarter.en.yaml")
    told = liumai("check", str(folder)).stderr.decode()
    assert f"{folder}/criteria/second-value.yaml: is not listed in rubric.yaml" in told
    assert f"{folder}/examples/second-quarter.en.yaml: is not listed in examples.yaml" in told
    assert f"{folder}/examples/first-quarter.en.yaml: cannot be opened" in told
    assert "first-quarter.zh.yaml:13: criteria.second-value" in told


def test_chinese_alone_is_told_text_by_text(tmp_path):
    import re

    folder = tmp_path / "our-values"
    liumai("new", str(folder))
    path = folder / "criteria" / "second-value.yaml"
    path.write_text(re.sub(r", en: [^}]*}", "}", path.read_text()))
    lines = liumai("check", str(folder)).stderr.decode().splitlines()
    assert len(lines) == 5 and lines[-1] == "4 faults"
    assert all("en: missing; expected the English text beside the Chinese one" in line for line in lines[:-1])


def test_own_words_are_checked_against_those_there_are(tmp_path):
    liumai("new", str(tmp_path / "our-values"))
    (tmp_path / "words.yaml").write_text(
        "actor:\n  owner: {zh: 店主, en: Owner}\nstatus:\n  sorce: {zh: 店规, en: shop rule}\n"
        'step:\n  met: {zh: "{levl} 级", en: Level}\n'
    )
    (tmp_path / "interface.yaml").write_text("nva: {home: {zh: 首页, en: Home}}\n")
    lines = liumai("check", str(tmp_path)).stderr.decode().splitlines()
    assert "words.yaml:4: status.sorce: found sorce" in lines[0] and "did you mean source?" in lines[0]
    assert "words.yaml:6: step.met.zh: found levl in braces; expected {" in lines[1]
    assert "interface.yaml:1: nva: found nva" in lines[2] and lines[3:] == ["3 faults"]


def test_a_folder_that_is_not_there(tmp_path):
    done = liumai("check", str(tmp_path / "nowhere"))
    assert done.returncode == 2 and b"nowhere: found no such folder" in done.stderr
