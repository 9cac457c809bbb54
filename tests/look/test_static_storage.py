"""collectstatic gives the browser one sheet with a name made from its content."""

import re
from pathlib import Path

from django.core.files.storage import FileSystemStorage

from practice.core.staticfiles import OneSheetStorage

SOURCES = {
    "css/supple.css": (
        '@layer tokens, components;\n@import "tokens.css";\n@import "components/a.css";\n'
    ),
    "css/tokens.css": "@layer tokens { a { color: red } }\n",
    "css/components/a.css": "@layer components { b { color: blue } }\n",
}


def test_imports_are_joined_in_order(tmp_path: Path) -> None:
    for name, text in SOURCES.items():
        path = tmp_path / "from" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    source = FileSystemStorage(tmp_path / "from")
    storage = OneSheetStorage(location=str(tmp_path / "to"))
    for name in SOURCES:
        with source.open(name) as file:
            storage.save(name, file)
    done = list(storage.post_process({name: (source, name) for name in SOURCES}))
    assert not [error for _, _, error in done if isinstance(error, Exception)]
    [sheet] = (tmp_path / "to/css").glob("supple.*.css")
    text = sheet.read_text()
    assert "@import" not in text
    assert re.search(r"^@layer tokens, components;.*red.*blue", text, re.S)
