"""Every package that is installed is pinned and held to a hash; the audit tells weaknesses, and what it could not look up."""

import json
import re
import subprocess
import sys
import zipfile
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted(ROOT.glob("requirements/*.lock"))
REQUIREMENT = re.compile(r"^(\S+)==\S+( ;.*?)?(( \\\n)? +--hash=sha256:[0-9a-f]{64})+$")
_loader = SourceFileLoader("audit", str(ROOT / "tools" / "audit"))
audit = module_from_spec(spec_from_loader("audit", _loader))
_loader.exec_module(audit)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_python_package_is_pinned_by_hash(lock):
    text = re.sub(r"^ *#.*\n", "", lock.read_text(encoding="utf-8") + "\n", flags=re.MULTILINE)
    requirements = re.split(r"\n(?=\S)", text.strip())
    assert requirements
    assert [one.split("==")[0] for one in requirements if not REQUIREMENT.match(one.strip())] == []
    assert "://" not in text, "a lock names no registry"


def test_every_lock_is_installed_by_its_hashes():
    commands = (ROOT / "Makefile").read_text(encoding="utf-8") + (ROOT / "tools" / "with-node").read_text()
    installs = re.findall(r"pip install .*?-r (requirements\S*\.lock)", commands)
    assert {f"requirements/{path.name}" for path in LOCKS} == set(installs)
    assert all(
        "--require-hashes" in line
        for line in commands.splitlines()
        if "pip install" in line and "-r " in line
    )
    assert "npm ci " in commands, "which holds each package to the lock file's integrity"


def test_every_npm_package_is_pinned_by_hash():
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = {path: given for path, given in packages.items() if path and not given.get("link")}
    assert installed
    assert [
        path for path, given in installed.items() if not given.get("integrity", "").startswith("sha512-")
    ] == []
    assert [path for path, given in installed.items() if "resolved" in given] == []
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    for name, version in (wanted["dependencies"] | wanted["devDependencies"]).items():
        assert packages[f"node_modules/{name}"]["version"] == version


def test_a_package_of_other_bytes_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "thing-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("thing-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: thing\nVersion: 1.0\n")
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"thing==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    options = f"--no-index --dry-run --find-links {tmp_path} --require-hashes -r {lock}"
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", *options.split()],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr


FOUND = {"name": "thing", "version": "1.0", "vulns": [{"id": "CVE-1", "fix_versions": ["1.1"]}]}
CLEAN = {"name": "other", "version": "2.0", "vulns": []}
UNKNOWN = {"name": "thing", "skip_reason": "not found"}


def test_the_audit_tells_findings_from_what_it_could_not_look_up():
    def findings(*packages):
        return audit.python_findings(json.dumps({"dependencies": packages}))

    assert findings(FOUND, CLEAN) == ["thing 1.0: CVE-1, fixed in 1.1"]
    assert findings(CLEAN, UNKNOWN) == []
    assert findings(UNKNOWN) is None
    assert audit.python_findings("") is None
    known = {"vulnerabilities": {"thing": {"range": "<1.1", "severity": "high"}}}
    assert audit.node_findings(json.dumps(known)) == ["thing <1.1: high"]
    assert audit.node_findings(json.dumps({"vulnerabilities": {}})) == []
    assert audit.node_findings(json.dumps({"error": {"summary": ""}, "statusCode": 405})) is None


@pytest.mark.parametrize(("finding", "status"), [(["thing 1.0: CVE-1"], 1), ([], 0), (None, 0)])
def test_the_audit_fails_on_findings_alone(monkeypatch, capsys, finding, status):
    monkeypatch.setattr(audit, "_output", lambda _: "")
    monkeypatch.setattr(audit, "python_findings", lambda _: finding)
    monkeypatch.setattr(audit, "node_findings", lambda _: None)
    assert audit.main() == status
    assert "package-lock.json: passed over" in capsys.readouterr().out
