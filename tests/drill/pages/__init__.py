"""Every page, as everybody who may see it: readable, whole, quick to load, and led by the keyboard.

Three sets of data. The demo practices are asked from a running web server, signed in through its
own page. A nasty practice (names of 200 letters, names from right to left, 200 tags, long texts,
and every state that tests/statements knows) is rendered here, taken back after each page, and
handed to the same browser at the same origin with the answer's own headers. A full practice, where
everything is told that the forms ask for, is asked from the server for the pages that grow with it.
Addresses come from the URL table and docs/roles.toml: one that cannot be filled is a line not met,
not one left out.

Dark differs from light in colours alone, so the rules about colour are asked again in dark.
"""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.drill.chromium import chromium
from tests.drill.databases import forget_connections, own_database
from tests.drill.figures import Figure, at_least, at_most, exactly
from tests.drill.pages.demo import Demo
from tests.drill.pages.findings import Findings
from tests.drill.pages.full import Full
from tests.drill.pages.nasty import Nasty
from tests.drill.pages.serving import serving
from tests.drill.pages.without_script import main_forms
from tests.full import HTML_MOST

ASSETS_MOST = 60_000
FORMS = 6


def run() -> Iterator[Figure]:
    """Walk the demo with the main forms after it, and the rest beside it.

    Each in a process of its own, with a database, a web server and a browser: two walk faster than
    one, and the demo is made in an empty database alone.
    """
    forget_connections()
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        demo, others = pool.submit(_walk_demo), pool.submit(_walk_others)
        found, done = demo.result()
        found.take_in(others.result())
    print("\n".join(found.lines()), flush=True)
    yield from _figures(found)
    yield exactly("main forms that work without JavaScript", done, FORMS)


def _walk_demo() -> tuple[Findings, int]:
    with own_database("demo") as environment, serving(environment, "demo") as server:
        demo, found = Demo.build(environment), Findings()
        with chromium() as browser:
            demo.walk(browser, server, found)
            return found, main_forms(browser, server, demo)


def _walk_others() -> Findings:
    with own_database("others") as environment, serving(environment, "others") as server:
        nasty, full, found = Nasty.build(), Full.build(), Findings()
        with chromium() as browser:
            nasty.walk(browser, server, found)
            full.walk(browser, server, found)
        return found


def _figures(found: Findings) -> Iterator[Figure]:
    yield at_least("pages walked, demo", found.walked("demo"), 100)
    yield at_least("pages walked, nasty", found.walked("nasty"), 50)
    yield at_least("pages walked, full", found.walked("full"), 19)
    yield exactly("GET addresses that nobody opened", len(found.unopened), 0)
    for kind in Findings.KINDS:
        yield exactly(Findings.KINDS[kind], found.count(kind), 0)
    yield at_most("heaviest page, bytes of HTML", found.heaviest("html", "demo"), HTML_MOST)
    yield at_most("heaviest full page, bytes of HTML", found.heaviest("html", "full"), HTML_MOST)
    yield at_most(
        "most style and script, bytes sent", found.heaviest("assets", "demo"), ASSETS_MOST
    )
