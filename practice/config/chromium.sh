# Sourced by the commands in bin/ that drive a browser, after venv.sh.

# A browser that is there but lacks its libraries cannot even say its version.
works() { [ -n "$1" ] && "$1" --version >/dev/null 2>&1; }

find_chromium() {
    for name in "${SUPPLE_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
        [ -n "$name" ] || continue
        found=$(command -v "$name" 2>/dev/null) || continue
        if works "$found"; then say "$found"; return 0; fi
    done
    found=$("$root/.venv/bin/python" -c 'from playwright.sync_api import sync_playwright as p
with p() as browsers: print(browsers.chromium.executable_path)' 2>/dev/null) || found=
    if works "$found"; then say "$found"; return 0; fi
    say "Getting Chromium for the browser tests …" >&2
    if "$root/.venv/bin/python" -m playwright install chromium >&2; then
        works "$found" || [ "$(id -u)" != 0 ] ||
            "$root/.venv/bin/python" -m playwright install-deps chromium >&2 || :
        if works "$found"; then say "$found"; return 0; fi
    fi
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        { apt-get update && apt-get install -y --no-install-recommends chromium; } >&2 || :
        found=$(command -v chromium 2>/dev/null) || found=
        if works "$found"; then say "$found"; return 0; fi
    fi
    return 1
}

# Sets SUPPLE_CHROMIUM for what is started, or ends with words.
need_chromium() {
    SUPPLE_CHROMIUM=$(find_chromium) ||
        fail "The browser tests need Chromium, and none was found or could be fetched.
Install it (apt install chromium, or a Chrome on PATH), or set SUPPLE_CHROMIUM to its path."
    export SUPPLE_CHROMIUM
}
