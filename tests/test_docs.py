"""The documentation is held to the code: each verb, option, column and public name is told of."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path

import jsonschema
import pytest
from cyclopts.argument import ArgumentCollection

import whence
from whence.casefile import TABLES, Casefile
from whence.cli.app import app
from whence.cli.flat import CSV_COLUMNS, LOSSES

DOCS = Path(__file__).parents[1] / "docs"
CLI = (DOCS / "cli.md").read_text()
CASEFILE = (DOCS / "casefile.md").read_text()

VERBS = [name for name in app if not name.startswith("-")]


def section(verb: str) -> str:
    """What the page says of one verb."""
    found = re.search(rf"^## whence {verb}\b.*?(?=^## |\Z)", CLI, re.MULTILINE | re.DOTALL)
    assert found is not None, f"docs/cli.md has no section on {verb!r}"
    return found[0]


def arguments(verb: str) -> ArgumentCollection:
    return app[verb].assemble_argument_collection(default_parameter=app.default_parameter, parse_docstring=True)


def options(verb: str) -> set[str]:
    return {name for argument in arguments(verb) for name in argument.names if name.startswith("--")}


def test_there_are_verbs() -> None:
    assert {"read", "show", "claims", "annotate", "export", "why", "doctor"} <= set(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_and_each_option_is_documented(verb: str) -> None:
    told = section(verb)
    documented = set(re.findall(r"^\| `(--[a-z]+)", told, re.MULTILINE))
    assert documented == options(verb)


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_and_each_option_has_help(verb: str) -> None:
    assert inspect.getdoc(app[verb].default_command)
    for argument in arguments(verb):
        assert argument.parameter.help, f"{verb} {argument.names}"


@pytest.mark.parametrize("table", TABLES)
def test_each_column_of_the_case_file_is_documented(table: str) -> None:
    told = re.search(rf"^### {table}$.*?(?=^##|\Z)", CASEFILE, re.MULTILINE | re.DOTALL)
    assert told is not None
    for column in TABLES[table]:
        assert f"| `{column.name}` | {column.type} | {column.about} |" in told[0]
    assert told[0].count("\n| `") == len(TABLES[table])


def test_each_column_of_the_csv_is_documented() -> None:
    for column in CSV_COLUMNS:
        assert f"| `{column.name}` | {column.about} |" in section("export")
    for about in LOSSES.values():
        assert f"- {about}" in section("export")


def test_each_public_name_is_documented() -> None:
    for name in whence.__all__:
        assert f"`whence.{name}" in CLI
        assert inspect.getdoc(getattr(whence, name))


def test_all_is_exactly_what_is_public() -> None:
    assert sorted(whence.__all__) == whence.__all__
    with pytest.raises(AttributeError, match="no attribute"):
        _ = whence.nothing  # type: ignore[attr-defined]


def test_each_method_of_a_case_file_is_documented() -> None:
    for name, method in inspect.getmembers(Casefile, inspect.isfunction):
        if not name.startswith("_"):
            assert f"`{name}(" in CASEFILE
            assert inspect.getdoc(method)


@pytest.mark.parametrize("name", ["claim", "reading"])
def test_the_schemas_are_schemas(name: str) -> None:
    schema = json.loads((DOCS / "schema" / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)


def test_links_between_pages_lead_somewhere() -> None:
    for page in DOCS.glob("*.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
