"""The versions that were tested are pinned in one file, and everything that installs uses it."""

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
