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
