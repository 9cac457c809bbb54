"""The list draws from one sheet of all drawings, which says what the drawings say.

After a drawing was changed: SUPPLE_NEW_PICTURES=1 bin/test tests/sessions/movements
"""

import os
import re
from pathlib import Path

import pytest
from django.templatetags.static import static

from practice.core.actor import acting
from sessions.movements.library import MOVEMENTS
from sessions.movements.services import add_movement
from tests.cast import House, sign_in
from tests.sessions.movements import writing
from tests.sessions.programs import building

ROOT = Path(__file__).parents[3]
SHEET = ROOT / "static" / "img" / "movements.svg"
# A sheet is a document of its own, which our stylesheet does not reach; its variables do.
DRAWN = {
    'class="floor"': 'stroke="var(--rule-strong)" stroke-width="2"',
    'class="flesh"': 'fill="var(--sheet)"',
    'class="lift"': 'stroke="var(--accent)"',
}


def sheet() -> str:
    symbols = []
    for name in sorted({movement.drawing for movement in MOVEMENTS}):
        text = (ROOT / "templates" / "movements" / "drawings" / f"{name}.svg").read_text()
        view, shapes = re.search(  # type: ignore[union-attr]
            r'<svg viewBox="([\d ]+)"[^>]*>\n<title>.*</title>\n(.*)</svg>', text, re.DOTALL
        ).groups()
        for said, drawn in DRAWN.items():
            shapes = shapes.replace(said, drawn)
        symbols.append(f'<symbol id="{name}" viewBox="{view}">\n{shapes}</symbol>\n')
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{"".join(symbols)}</svg>\n'


def test_it_says_what_the_drawings_say() -> None:
    if os.environ.get("SUPPLE_NEW_PICTURES"):
        SHEET.write_text(sheet())
    assert SHEET.read_text() == sheet()


@pytest.mark.django_db
def test_fifty_on_a_page_stay_light(linden: House) -> None:
    with acting(linden.boss) as boss:
        model = building.movement(boss, "diagonal_arch_and_curl")
        for number in range(60):
            told = writing.data(name=f"{model.name} as in lesson {number}", summary=model.summary)
            add_movement(actor=boss, data=told, copied_from=model.pk)
    browser = sign_in("owner@linden.example")
    answer = browser.get("/library/")
    assert len(answer.context["movements"]) == 50
    assert len(answer.content) <= 40_000
    drawn = f"{static('img/movements.svg')}#washrag"
    assert drawn in browser.get("/library/?q=washrag").content.decode()
    further = browser.get(f"/library/{answer.context['more_url']}")
    assert len(further.context["movements"]) == 60 + len(MOVEMENTS) - 50
