from importlib import import_module

from clients.intake.rules import GOAL_PICKS, goal_words
from clients.texts.rules import CONSENT_TEXTS, REQUIRED_CONSENTS, ConsentKind
from practice.core.rules import STAFF_ROLES, Reach, Role, reach_of


def test_scope_and_privacy_must_be_given_and_the_rest_is_free() -> None:
    assert set(REQUIRED_CONSENTS) == {ConsentKind.SCOPE, ConsentKind.PRIVACY}


def test_every_kind_has_a_text_of_its_own_but_the_practices_promise() -> None:
    assert set(CONSENT_TEXTS) == set(ConsentKind)
    assert [kind for kind, text in CONSENT_TEXTS.items() if not text.text] == ["guarantee"]
    assert all(text.title and text.statement for text in CONSENT_TEXTS.values())
    assert all(text.kind is kind and text.version >= 1 for kind, text in CONSENT_TEXTS.items())


def test_touch_may_be_stopped_and_leaves_the_clothes_on() -> None:
    text = CONSENT_TEXTS[ConsentKind.TOUCH].text
    assert "stop" in text
    assert "clothing" in text


def test_photos_say_what_for_who_sees_them_and_that_it_can_be_taken_back() -> None:
    text = CONSENT_TEXTS[ConsentKind.PHOTO].text
    for words in ("what changes", "Only the people of this practice", "take this back at any time"):
        assert words in text


def test_who_sees_photos_is_who_may() -> None:
    """Whoever teaches, a trainee theirs alone, and the owner; nobody who does the paperwork."""
    text = CONSENT_TEXTS[ConsentKind.PHOTO].text
    assert "Only the people of this practice who teach, or who lead it, see them." in text
    assert {role: reach_of(role, "file.read") for role in STAFF_ROLES} == {
        Role.OWNER: Reach.ALL,
        Role.PRACTITIONER: Reach.ALL,
        Role.TRAINEE: Reach.OWN,
        Role.ASSISTANT: Reach.NONE,
    }


def test_a_changed_text_about_photos_is_a_new_version() -> None:
    """Practices from before were brought the first one, at rest."""
    brought = import_module("clients.migrations.0019_photo_and_guarantee")
    text = CONSENT_TEXTS[ConsentKind.PHOTO]
    assert (text.version, text.text == brought.WORDS) == (2, False)


def test_the_scope_says_it_is_not_medical() -> None:
    assert "not medical" in CONSENT_TEXTS[ConsentKind.SCOPE].text


def test_a_goal_is_a_pick_or_the_clients_own_words() -> None:
    assert goal_words(GOAL_PICKS[0].code) == GOAL_PICKS[0].label
    assert goal_words("Dance at the wedding") == "Dance at the wedding"
