"""Running tests on copies of the tree from which one guard was taken out."""

import compileall
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

PATIENCE = 900  # seconds for the tests of one guard, or of all together
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", ".hypothesis")
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

    def run_without(self, guard: Guard) -> Verdict:
        """Take the guard out, run its tests, put it back."""
        if guard.sql:
            with template_without(guard.sql, self.folder.name) as template:
                return self.run(guard.tests, template)
        path = self.folder / "tree" / guard.file
        path.write_text(guard.without(path.read_text(encoding="utf-8")), encoding="utf-8")
        try:
            return self.run(guard.tests)
        finally:
            shutil.copy2(self.root / guard.file, path)

    def run(self, tests: Sequence[str], template: str = TEMPLATE, processes: int = 0) -> Verdict:
        """Run tests in this tree as it is now, up to the first that fails."""
        report = self.folder / "report.xml"
        report.unlink(missing_ok=True)
        command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
        command += ["--tb=line", f"--junit-xml={report}", *tests]
        command += ["-n", str(processes)] if processes else []
        done = subprocess.run(
            command,
            cwd=self.folder / "tree",
            env=dict(os.environ) | {"SUPPLE_TEST_TEMPLATE": template},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        return verdict_of(report, done.stdout + done.stderr)


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
