"""A process that keeps every library read, and forks for each run of tests.

Most of a short run is reading libraries. Run as a script in a copy of the tree: nothing of the tree
is read before a fork, so each run reads it as it is by then. Each line of standard input is a run,
`[what its environment has besides, file for what it says, [arguments of pytest]]` as JSON; its
answer is a line with pytest's exit code, or the signal that ended it with a minus before it.
"""

import importlib
import json
import os
import signal
import sys
from pathlib import Path

import pytest

PATIENCE = 900  # seconds for one run
TREE = f"{os.getcwd()}/"
NEWS = Path(f"{sys.argv[-1]}.libraries")  # what a run had to read, for those that come after it


def libraries() -> set[str]:
    """The modules read by now that are not of the tree."""
    files = {name: getattr(module, "__file__", None) for name, module in [*sys.modules.items()]}
    return {name for name, file in files.items() if file and not file.startswith(TREE)}


def run(environment: dict[str, str], said: str, arguments: list[str]) -> int:
    """Fork, and run pytest in the child."""
    here = libraries()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    signal.alarm(PATIENCE)
    output = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.environ.update(environment)
    code = pytest.main(arguments)
    NEWS.write_text(json.dumps(sorted(libraries() - here)))
    os._exit(int(code))


def read_what_is_new(refused: set[str]) -> None:
    """Read what the last run had to read; what wants Django set up is left to each run."""
    names = json.loads(NEWS.read_text()) if NEWS.exists() else []
    for name in set(names) - refused:
        try:
            importlib.import_module(name)
        except Exception:  # whatever it is, the run itself reads it where it can be read
            refused.add(name)
    here = sys.modules["__main__"]
    ours = [name for name, it in sys.modules.items() if it is not here and _is_ours(it)]
    assert not ours, f"read before the fork: {ours}"


def _is_ours(module: object) -> bool:
    return str(getattr(module, "__file__", None) or "").startswith(TREE)


def main() -> None:
    """Answer each line until there is none."""
    sys.path[0] = TREE
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)  # pytest sets it, in the child
    refused: set[str] = set()
    for line in sys.stdin:
        print(run(*json.loads(line)), flush=True)
        read_what_is_new(refused)


if __name__ == "__main__":
    main()
