# Sourced by the commands in bin/: finds a Python and keeps .venv as the lock says.
# Expects $root, the folder of this checkout.

say() { printf '%s\n' "$*"; }

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

new_enough() {
    [ -x "$1" ] && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1
}

# Prints the path of a Python 3.12 or newer. pyenv's shims obey a version file that other
# work may rely on, so its interpreters are called by their own path.
find_python() {
    for name in python3.13 python3.14 python3.12 python3; do
        found=$(command -v "$name" 2>/dev/null) || continue
        if new_enough "$found"; then say "$found"; return 0; fi
    done
    for pyenv in "${PYENV_ROOT:-/nonexistent}" "${HOME:-/nonexistent}/.pyenv"; do
        for found in "$pyenv"/versions/3.13*/bin/python3 "$pyenv"/versions/3.1[24]*/bin/python3; do
            if new_enough "$found"; then say "$found"; return 0; fi
        done
    done
    if command -v uv >/dev/null 2>&1; then
        found=$(uv python find '>=3.12' 2>/dev/null) || found=
        if [ -z "$found" ] && uv python install 3.13 >&2; then
            found=$(uv python find 3.13 2>/dev/null) || found=
        fi
        if new_enough "$found"; then say "$found"; return 0; fi
    fi
    return 1
}

make_venv() {
    base=$(find_python) || fail "Supple needs Python 3.12 or newer and found none on PATH, in pyenv or through uv.
Install one (for example: apt install python3.13 python3.13-venv, brew install python@3.13,
or uv from https://docs.astral.sh/uv/) and start again."
    say "Making .venv with $("$base" -V 2>&1) …"
    rm -rf "$root/.venv"
    "$base" -m venv "$root/.venv" || {
        rm -rf "$root/.venv"
        fail "This Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv"
    }
}

# prepare_venv LOCKFILE: installs the lock by hash, and again only when it changed.
prepare_venv() {
    [ -w "$root" ] || [ -x "$root/.venv/bin/python" ] ||
        fail "$root is not yours to write to; check Supple out in a folder of your own."
    new_enough "$root/.venv/bin/python" || make_venv
    if ! cmp -s "$root/$1" "$root/.venv/$1"; then
        say "Installing what $1 lists (about a minute the first time) …"
        "$root/.venv/bin/python" -m pip install --quiet --quiet --disable-pip-version-check --no-input \
            --require-hashes --no-deps -r "$root/$1" ||
            fail "Installing failed; what pip said stands above. Nothing was started."
        cp "$root/$1" "$root/.venv/$1"
    fi
}

# SUPPLE_HOME is read from inside this checkout: make it absolute where the person stands.
absolute_home() {
    case "${SUPPLE_HOME:-}" in
        '') SUPPLE_HOME=$root/var ;;
        /*) ;;
        *) SUPPLE_HOME=$(pwd)/$SUPPLE_HOME ;;
    esac
    export SUPPLE_HOME
}
