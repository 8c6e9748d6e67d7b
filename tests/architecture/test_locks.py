"""Lock files pin everything by hash and name no package index."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
INDEX = re.compile(
    r"https?://[^\s\"']*(?:pypi|pythonhosted|npmjs|registry|/simple\b)|--(?:extra-)?index-url",
    re.IGNORECASE,
)
THIS = Path(__file__).relative_to(ROOT).as_posix()


def tracked() -> list[str]:
    """All files of the project."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [name for name in listed.stdout.split("\0") if name and name != THIS]


def test_no_file_names_a_package_index():
    named = {}
    for name in tracked():
        file = ROOT / name
        if file.is_file() and (found := INDEX.search(file.read_text(errors="ignore"))):
            named[name] = found.group()

    assert named == {}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_package_is_pinned_by_hash(lock):
    for entry in re.split(r"\n(?=\S)", lock.read_text()):
        if entry.strip() and not entry.startswith("#"):
            assert "==" in entry and "--hash=sha256:" in entry, entry.splitlines()[0]


def test_the_locks_hold_what_the_requirements_ask_for():
    for lock in LOCKS:
        plain = re.sub(r"\[.*?\]", "", lock.read_text())
        pinned = set(re.findall(r"^([a-z0-9][\w.-]*==[\w.+!-]+)", plain, re.MULTILINE))
        for line in lock.with_suffix(".in").read_text().splitlines():
            if re.match(r"^[A-Za-z]", line):
                wanted = re.sub(r"\[.*?\]", "", line.split("#")[0].strip()).lower()
                assert wanted in pinned, f"{wanted} is not in {lock.name}: run ./lore lock"


def test_the_front_end_lock_has_hashes_and_no_addresses():
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}

    assert [name for name, entry in packages.items() if "integrity" not in entry] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
