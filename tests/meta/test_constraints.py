"""The versions that were tested are pinned in one file, and everything that installs uses it."""

import csv
import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
FILE = ".ci/constraints.txt"
LINE = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[0-9a-z.]+)( ; [a-z_]+ [=!<>]+ '[\w.]+'( (and|or) [a-z_]+ [=!<>]+ '[\w.]+')*)?"
)
"""A version and where it is needed; no address, no path, no comment."""

HASHED = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[0-9a-z.]+)( ; [^\\]+?)? \\"  # what is to be installed …
    r"|    --hash=sha256:[0-9a-f]{64}( \\)?"  # … from one of these files
)
FREE = re.compile("MIT|BSD|Apache|Python Software|PSF")
"""Licences that ask for their text and a name, and for nothing of what an operator or a member does."""

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LINES = (ROOT / FILE).read_text(encoding="utf-8").splitlines()


def test_the_file_holds_versions_only() -> None:
    assert [line for line in LINES if not LINE.fullmatch(line)] == []


def test_every_requirement_is_pinned_to_a_version_that_it_allows() -> None:
    project = PROJECT["project"]
    extras = [each for extra in project["optional-dependencies"].values() for each in extra]
    pinned = [found for line in LINES if (found := LINE.fullmatch(line))]
    for text in [*PROJECT["build-system"]["requires"], *project["dependencies"], *extras]:
        requirement = Requirement(text)
        name = canonicalize_name(requirement.name)
        versions = [found["version"] for found in pinned if found["name"] == name]
        assert versions, f"{name} is not pinned: run .ci/renew"
        assert all(version in requirement.specifier for version in versions), f"{text}: run .ci/renew"


def test_what_is_deployed_is_what_was_tested_file_by_file() -> None:
    lines = (ROOT / ".ci" / "deployment.txt").read_text(encoding="utf-8").splitlines()
    found = [HASHED.fullmatch(line) for line in lines]
    assert [line for line, each in zip(lines, found, strict=True) if each is None] == []
    deployed = {each["name"]: each["version"] for each in found if each and each["name"]}
    tested = {(pinned["name"], pinned["version"]) for line in LINES if (pinned := LINE.fullmatch(line))}
    assert deployed.items() <= tested
    for text in [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["postgres"]]:
        assert canonicalize_name(Requirement(text).name) in deployed, f"{text}: run .ci/renew"


def test_the_licence_of_all_that_is_deployed_is_known_and_free() -> None:
    with (ROOT / ".ci" / "licences.csv").open(encoding="utf-8", newline="") as file:
        rows = {canonicalize_name(row["Name"]): row for row in csv.DictReader(file)}
    lines = (ROOT / ".ci" / "deployment.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        each = HASHED.fullmatch(line)
        if each and each["name"] and ";" not in line:
            assert rows[canonicalize_name(each["name"])]["Version"] == each["version"], f"{line}: run .ci/supply"
    assert [row for row in rows.values() if not FREE.search(row["License"]) or "GPL" in row["License"]] == []


def test_whatever_installs_for_a_test_or_a_rehearsal_uses_it() -> None:
    for name in ("README.md", ".ci/run"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        installing = [line for line in lines if re.search(r"\bpip\S* install\b.* (\.|-e)", line)]
        assert installing, name
        assert [line for line in installing if f"-c {FILE}" not in line.replace("\\", "/")] == []


def test_the_workflow_runs_on_the_oldest_and_the_newest_python() -> None:
    found = [re.search(r":: (3\.\d+)$", each) for each in PROJECT["project"]["classifiers"]]
    supported = [each[1] for each in found if each]
    workflow = (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    assert f'python: ["{supported[0]}", "{supported[-1]}"]' in workflow
    assert "- run: .ci/run\n" in workflow
