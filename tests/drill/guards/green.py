"""That all tests were green on this very tree, as bin/test leaves word of it.

Run as a script it leaves the word; bin/test does so at its end.
"""

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
WORD = ".venv/green"
LEFT_OUT = {".git", ".venv", "var", "__pycache__", ".hypothesis"}


def print_of(root: Path) -> str:
    """A fingerprint of every file of the tree, by name and content."""
    seen = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_file() and not any(p in LEFT_OUT or p.endswith("_cache") for p in parts):
            seen.update(f"{'/'.join(parts)}\0{path.stat().st_size}\0".encode())
            seen.update(path.read_bytes())
    return seen.hexdigest()


def leave_word(root: Path) -> None:
    """All tests were green."""
    (root / WORD).write_text(print_of(root), encoding="utf-8")


def was_green(root: Path) -> bool:
    """Whether bin/test was green on what stands here now, to the letter."""
    word = root / WORD
    return word.exists() and word.read_text(encoding="utf-8") == print_of(root)


if __name__ == "__main__":
    leave_word(ROOT)
