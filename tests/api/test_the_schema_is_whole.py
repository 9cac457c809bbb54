"""The API describes itself: OpenAPI 3.1, without a warning, with every address."""

import json
from pathlib import Path

from django.core.management import call_command
from django.test import Client as Browser
from django.urls import URLResolver, get_resolver


def test_the_schema_is_valid_and_without_a_warning(tmp_path: Path) -> None:
    out = tmp_path / "schema.json"
    call_command(
        "spectacular",
        "--validate",
        "--fail-on-warn",
        "--format",
        "openapi-json",
        "--file",
        str(out),
    )
    schema = json.loads(out.read_text())
    assert schema["openapi"].startswith("3.1")
    served = {f"/{address}" for address in _api_addresses()} - {"/api/v1/schema/"}
    assert set(schema["paths"]) == served
    for path in schema["paths"].values():
        for verb, operation in path.items():
            assert operation["security"] == [{"token": []}], verb
            assert operation["description"]


def _api_addresses() -> set[str]:
    found: set[str] = set()
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLResolver) and str(pattern.pattern) == "api/v1/":
            for inner in pattern.url_patterns:
                address = f"api/v1/{inner.pattern}"
                found.add(address.replace("<uuid:", "{").replace(">", "}"))
    return found


def test_anybody_may_read_what_the_api_can_do(db: None) -> None:
    answer = Browser().get("/api/v1/schema/?format=json")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")


def test_it_says_which_refusals_there_are(db: None) -> None:
    schema = Browser().get("/api/v1/schema/?format=json").json()
    for path, operations in schema["paths"].items():
        for verb, operation in operations.items():
            told = set(operation["responses"])
            assert told >= {"401", "403", "503"}, (path, verb)
            assert ("404" in told) or (path.endswith("s/") and verb == "post"), (path, verb)
            assert told >= {"409", "422"} or verb in {"get", "delete"}, (path, verb)
            shapes = [
                r["content"]["application/json"]["schema"]
                for c, r in operation["responses"].items()
                if c >= "400"
            ]
            assert all(shape == {"$ref": "#/components/schemas/Refusal"} for shape in shapes)


def test_an_address_that_is_not_there_is_refused_in_the_same_shape(db: None) -> None:
    answer = Browser().get("/api/v1/clients/no-id/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")
    (error,) = answer.json()["errors"]
    assert (answer.json()["type"], error["code"], error["attr"]) == (
        "client_error",
        "not_found",
        None,
    )
