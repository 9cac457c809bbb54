"""Running tests on copies of the tree from which one guard was taken out."""

import compileall
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from psycopg import sql

from tests.conftest import TEMPLATE, admin_connection
from tests.drill.guards.guard import Guard

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", ".hypothesis")
SERVED = "static/"
# What says that the code was broken, not that a guard was missed.
BROKEN = ("SyntaxError", "NameError", "ImportError", "ModuleNotFoundError", "IndentationError")


@dataclass(frozen=True)
class Verdict:
    """What the tests said of a tree: how many ran, and why the first of them failed."""

    ran: int
    failed: str = ""  # "" when all passed
    fault: str = ""  # why this says nothing: no test ran, or one broke off before it judged

    @property
    def noticed(self) -> bool:
        """Whether a test judged, and judged against it."""
        return bool(self.failed) and not self.fault


def verdict_of(report: Path, said: str) -> Verdict:
    """Judge by pytest's own report."""
    if not report.exists():
        return Verdict(0, fault=f"pytest broke off: {said.strip()[-300:]}")
    cases = list(ElementTree.parse(report).iter("testcase"))  # noqa: S314 - pytest's own
    errors = [error for case in cases for error in case.iter("error")]
    failures = [failure for case in cases for failure in case.iter("failure")]
    skipped = sum(1 for case in cases for _ in case.iter("skipped"))
    ran = len(cases) - len(errors) - skipped
    if errors:
        return Verdict(ran, fault=_first_line(errors[0]))
    if not ran:
        return Verdict(0, fault="no test ran")
    words = _first_line(failures[0]) if failures else ""
    return Verdict(ran, failed=words, fault=words if words.startswith(BROKEN) else "")


def _first_line(element: ElementTree.Element) -> str:
    return element.get("message", "").partition("\n")[0][:200] or "failed without words"


class Tree:
    """A copy of the tree in which one guard after another is taken out and put back."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self.folder = folder
        shutil.copytree(root, folder / "tree", ignore=LEFT_OUT)
        # Compiled once; what a guard changes is compiled anew each time and never kept.
        compileall.compile_dir(folder / "tree", quiet=2, force=False)
        command = [sys.executable, "-B", "tests/drill/guards/nest.py", str(folder / "nest")]
        self._nest = subprocess.Popen(
            command,
            cwd=folder / "tree",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        """End the process that runs its tests."""
        self._nest.communicate("")

    def run_without(self, guard: Guard) -> Verdict:
        """Take the guard out, run its tests, put it back."""
        if guard.sql:
            with template_without(guard.sql, self.folder.name) as template:
                return self.run(guard.tests, {"SUPPLE_TEST_TEMPLATE": template})
        path = self.folder / "tree" / guard.file
        path.write_text(guard.without(path.read_text(encoding="utf-8")), encoding="utf-8")
        try:
            return self.run(guard.tests, self._gathered() if guard.file.startswith(SERVED) else {})
        finally:
            shutil.copy2(self.root / guard.file, path)

    def _gathered(self) -> dict[str, str]:
        """Static files of this tree: those that the others are served were gathered before."""
        there = {"SUPPLE_STATIC_ROOT": str(self.folder / "static")}
        shutil.rmtree(self.folder / "static", ignore_errors=True)
        command = [sys.executable, "-B", "manage.py", "collectstatic", "--noinput"]
        command += ["--ignore", "rest_framework"]
        subprocess.run(
            command,
            cwd=self.folder / "tree",
            env=dict(os.environ) | there,
            check=True,
            capture_output=True,
        )
        return there

    def run(
        self, tests: Sequence[str], environment: dict[str, str] | None = None, processes: int = 0
    ) -> Verdict:
        """Run tests in this tree as it is now, up to the first that fails."""
        report, said = self.folder / "report.xml", self.folder / "said"
        report.unlink(missing_ok=True)
        arguments = ["-x", "-q", "-p", "no:cacheprovider", "--tb=line", f"--junit-xml={report}"]
        arguments += ["-n", str(processes)] if processes else []
        self._ask([environment or {}, str(said), [*arguments, *tests]])
        return verdict_of(report, said.read_text(encoding="utf-8", errors="replace"))

    def _ask(self, line: list[object]) -> None:
        assert self._nest.stdin
        assert self._nest.stdout
        self._nest.stdin.write(json.dumps(line) + "\n")
        self._nest.stdin.flush()
        if not self._nest.stdout.readline():
            raise RuntimeError("the process that runs the tests of guards has ended")


@contextmanager
def template_without(statement: str, name: str) -> Iterator[str]:
    """A copy of the migrated template from which a guard was taken out by a statement."""
    name = f"supple_template_{name}"
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER supple_owner")
    with admin_connection() as admin:
        admin.execute(drop)
        admin.execute(copy.format(sql.Identifier(name), sql.Identifier(TEMPLATE)))
    try:
        with admin_connection(name) as admin:
            admin.execute(statement)
        yield name
    finally:
        with admin_connection() as admin:
            admin.execute(drop)
