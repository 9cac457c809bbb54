"""A part as it is launched for a fault: by a clock that is set, or with guards taken out.

`python -m tests.drill.launched MODULE ARGUMENTS…` does what `python -m MODULE ARGUMENTS…` does, and
first looks at two variables. SUPPLE_DRILL_CLOCK names a file that holds an instant: the product's
only clock (`practice.core.clock`) shows it, so that hours pass as fast as the file is written.
Nothing else is moved: Celery's own ticks, sockets and leases in PostgreSQL's hands stay in real
time. SUPPLE_DRILL_WITHOUT is a list of [file, text, instead] in JSON: such a file is read with its
text replaced, as `tests.drill.guards` does with a copy of the tree, in this process and its
children.
"""

import json
import os
import runpy
import sys
from collections.abc import Sequence
from datetime import datetime
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType, SimpleNamespace

from practice.core import clock

CLOCK, WITHOUT = "SUPPLE_DRILL_CLOCK", "SUPPLE_DRILL_WITHOUT"
ROOT = Path(__file__).resolve().parents[2]


class _Changed(SourceFileLoader):
    """Reads a file with texts replaced; nothing compiled is used or kept."""

    texts: Sequence[tuple[str, str]] = ()

    def get_code(self, fullname: str) -> CodeType:
        source = Path(self.path).read_text(encoding="utf-8")
        for text, instead in self.texts:
            if source.count(text) != 1:
                raise ImportError(f"{self.path}: not there once: {text}")
            source = source.replace(text, instead)
        return compile(source, self.path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    """Finds the modules of files whose text is replaced."""

    def __init__(self, changes: Sequence[Sequence[str]]) -> None:
        self.changes: dict[Path, list[tuple[str, str]]] = {}
        for file, text, instead in changes:
            self.changes.setdefault(ROOT / file, []).append((text, instead))

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        file = ROOT / f"{fullname.replace('.', '/')}.py"
        if file not in self.changes:
            return None
        loader = _Changed(fullname, str(file))
        loader.texts = self.changes[file]
        return spec_from_file_location(fullname, file, loader=loader)


def told_by(file: Path) -> datetime:
    """The instant that a file holds."""
    return datetime.fromisoformat(file.read_text(encoding="utf-8"))


def main(arguments: list[str]) -> None:
    """Run the module that is named."""
    if changes := json.loads(os.environ.get(WITHOUT, "[]")):
        sys.meta_path.insert(0, _Finder(changes))
    if file := os.environ.get(CLOCK):
        vars(clock)["timezone"] = SimpleNamespace(now=lambda: told_by(Path(file)))
    sys.argv = arguments
    runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
