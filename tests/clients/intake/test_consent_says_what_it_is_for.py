from clients.intake.rules import (
    CONSENT_TEXTS,
    GOAL_PICKS,
    REQUIRED_CONSENTS,
    ConsentKind,
    goal_words,
)


def test_scope_and_privacy_must_be_given_and_the_rest_is_free() -> None:
    assert set(REQUIRED_CONSENTS) == {ConsentKind.SCOPE, ConsentKind.PRIVACY}


def test_every_kind_has_a_text_of_its_own() -> None:
    assert set(CONSENT_TEXTS) == set(ConsentKind)
    assert all(text.kind is kind and text.version >= 1 for kind, text in CONSENT_TEXTS.items())


def test_touch_may_be_stopped_and_leaves_the_clothes_on() -> None:
    text = CONSENT_TEXTS[ConsentKind.TOUCH].text
    assert "stop" in text
    assert "clothing" in text


def test_the_scope_says_it_is_not_medical() -> None:
    assert "not medical" in CONSENT_TEXTS[ConsentKind.SCOPE].text


def test_a_goal_is_a_pick_or_the_clients_own_words() -> None:
    assert goal_words(GOAL_PICKS[0].code) == GOAL_PICKS[0].label
    assert goal_words("Dance at the wedding") == "Dance at the wedding"
