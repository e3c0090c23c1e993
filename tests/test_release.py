"""What a release is made with: files for other programs, which would break unseen until the day of the release."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from audiorender import __version__

TOP = Path(__file__).parents[1]
WORKFLOWS = sorted((TOP / ".github" / "workflows").glob("*.yml"))


def test_the_changelog_knows_this_version() -> None:
    heads = re.findall(r"^## \[(.+?)\]", (TOP / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert heads[0] == "Unreleased"
    assert __version__ in heads


def test_the_container_copies_all_that_the_wheel_is_built_from() -> None:
    lines = re.findall(r"^COPY (.+) \S+$", (TOP / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE)
    copied = {name for line in lines for name in line.split()}
    assert all((TOP / name).exists() for name in copied)
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {project["project"]["readme"], *project["project"]["license-files"], *wheel["packages"], "pyproject.toml"}
    assert needed | set(wheel["force-include"]) <= copied


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_are_such(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["jobs"]
    for job in workflow["jobs"].values():
        assert job["steps"]
        assert all(("uses" in step) != ("run" in step) for step in job["steps"])


def test_ci_runs_what_we_run() -> None:
    assert WORKFLOWS
    assert "bash .ci/run" in (TOP / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert (TOP / ".ci" / "run").is_file()


def test_the_citation_can_be_read() -> None:
    citation = yaml.safe_load((TOP / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors", "license"} <= set(citation)
