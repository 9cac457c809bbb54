"""Each kind of mail: fits a phone in both themes with the longest words, and says all as text."""

from pathlib import Path
from typing import Any

import css_inline
import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser

from practice.team.emails import MAILS

ROOT = Path(__file__).parents[2]
LONG = "Nilüfer von und zu Hohenstein-Bartholomäus-Donaudampfschifffahrt"
PRACTICE = "مركز الحركة اللطيفة und Bewegungswerkstatt am Hintersteinerseeuferweg"
URL = f"https://supple.example.org/l/invitation/{'aB3-_' * 34}/"
STOP = f"https://supple.example.org/l/unsubscribe/{'zY9-_' * 30}/"
WORDS: dict[str, Any] = {
    "subject": "A few minutes for yourself",
    "name": LONG,
    "called": LONG,
    "practice_name": PRACTICE,
    "practice": {"name": PRACTICE, "contact_phone": "+1 505 555 0100"},
    "practice_phone": "+1 505 555 0100",
    "role": "practitioner",
    "client": LONG,
    "for_whom": LONG,
    "to": {"called": LONG, "for_whom": LONG},
    "cue": "x" * 120,
    "place": LONG,
    "where": ["x" * 80, "Santa Fe"],
    "directions": "x" * 300,
    "url": URL,
    "change_url": "https://supple.example.org/portal/reminders/",
    "stop_url": STOP,
    "words": MAILS["password_reset_key"],
}
CODE = WORDS | {"words": MAILS["login_code"], "code": "JXHM-BWQF", "url": ""}
SERIES = WORDS | {"has_login": True, "lessons": [{}] * 3, "places": [WORDS]}
MORNING = {"day": "Nobody comes today.", "waits": ["2 intakes to read", "x" * 90]}
KINDS = {
    "account": (WORDS, [URL, PRACTICE]),
    "account with a code": (CODE, ["JXHM-BWQF", PRACTICE]),
    "invitation": (WORDS, [URL, PRACTICE]),
    "guardian_invitation": (WORDS, [URL, PRACTICE]),
    "intake_question": (WORDS, [URL, PRACTICE]),
    "intake_again": (WORDS, [URL, PRACTICE]),
    "safety_answer": (WORDS, [URL, PRACTICE]),
    "program_paused": (WORDS, [URL, PRACTICE]),
    "deletion_request": (WORDS, [URL, PRACTICE]),
    "deletion_answer": (WORDS, [URL, PRACTICE]),
    "client_message": (WORDS, [URL, STOP, PRACTICE]),
    "appointment_word": (WORDS | {"has_login": True}, [URL, PRACTICE, "Santa Fe"]),
    "appointment_reminder": (WORDS | {"has_login": True}, [URL, STOP, PRACTICE]),
    "appointment_series": (SERIES, [URL, PRACTICE, "Santa Fe"]),
    "appointment_by_client": (WORDS, [URL, PRACTICE]),
    "visitor_booking": (WORDS, [URL, PRACTICE, "Santa Fe"]),
    "waitlist_offer": (WORDS, [URL, STOP, PRACTICE]),
    "check_in": (WORDS, [URL, STOP, PRACTICE]),
    "next_steps": (WORDS, [URL, STOP, PRACTICE]),
    "morning": (WORDS | MORNING, ["Nobody comes today.", "- 2 intakes", URL, STOP, PRACTICE]),
    "practice_message": (WORDS, [URL, PRACTICE]),
    "practice_reminder": (WORDS, [URL, STOP, PRACTICE]),
    "reminder_question": (WORDS | {"answer_url": URL}, [URL, STOP, PRACTICE]),
    "reminder_test": (WORDS, ["A test", URL, STOP, PRACTICE]),
    "staff_invitation": (WORDS, [URL, PRACTICE]),
}


def test_no_kind_is_left_out() -> None:
    written = {path.stem for path in (ROOT / "templates/emails").glob("*.txt")}
    written = {name for name in written if not name.endswith(".subject")}
    assert {kind.split()[0] for kind in KINDS} == written


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_it_fits_a_phone(chromium: Browser, kind: str, scheme: Any) -> None:
    html = render_to_string(f"emails/{kind.split(maxsplit=1)[0]}.html", KINDS[kind][0])
    page = chromium.new_page(viewport={"width": 360, "height": 780}, color_scheme=scheme)
    page.set_content(css_inline.CSSInliner(keep_style_tags=True).inline(html))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    ground = page.evaluate("getComputedStyle(document.querySelector('.mail')).backgroundColor")
    assert ground == {"light": "rgb(253, 251, 247)", "dark": "rgb(33, 35, 36)"}[scheme]
    page.close()


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_says_all_and_escapes_nothing(kind: str) -> None:
    words, said = KINDS[kind]
    text = render_to_string(f"emails/{kind.split(maxsplit=1)[0]}.txt", words)
    assert [word for word in said if word not in text] == []
    assert "<" not in text
    assert "&" not in text.replace(URL, "")
