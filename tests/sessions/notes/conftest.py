"""Nora's first lesson: an open course of work, a session, an empty draft by the practitioner."""

from typing import Any

import pytest
from django.test import Client as Browser

from clients.records.models import Client, Episode
from clients.records.services import open_episode
from practice.core.actor import acting
from sessions.notes.models import SessionNote
from sessions.notes.services import start_lesson
from tests.cast import House, sign_in


@pytest.fixture
def episode(linden: House, nora: Client) -> Episode:
    with acting(linden.boss) as boss:
        return open_episode(actor=boss, client=nora, concern="A pull in the left groin.")


@pytest.fixture
def note(linden: House, nora: Client, episode: Episode) -> SessionNote:
    with acting(linden.actor(linden.practitioner)) as actor:
        return start_lesson(actor=actor, client=nora, episode=episode)


@pytest.fixture
def practitioner(linden: House) -> Browser:
    return sign_in("practitioner@linden.example")


def typed(version: int = 1, **more: Any) -> dict[str, Any]:
    """What the editor posts, with a little of everything."""
    return {
        "version": version,
        "clients_words": "It pulled again after the drive.",
        "observed": "Weight on the right.",
        "sensed_by_hand": "",
        "retest": "",
        "felt_change": "Longer on the left.",
        "home_movements": "",
        "plan": "Slow arch and flatten.",
        "low_tone_choice": "",
        "low_tone_reason": "",
        "cell-left-lying-before-tone": "4",
        "cell-left-lying-before-pain": "0",
        "cell-left-lying-after-fit": "fits",
        "line-0-technique": "assisted_pandiculation",
        "line-0-muscle_group": "iliopsoas",
        "line-0-side": "left",
        "line-0-response": "Let go unevenly.",
        "line-1-muscle_group": "iliopsoas",
        "release-0-side": "left",
        "release-0-muscle_group": "iliopsoas",
        "release-0-method": "in_session",
        **more,
    }
