"""Who reads a note, and which parts a client can be shown."""

from clients.symptoms.rules import Word


class Visibility(Word):
    """Who reads a note."""

    PRACTICE = "practice", "The practice"
    AUTHOR = "author", "Only me"
    CLIENT = "client", "The practice, and the client the parts chosen below"


class SharedPart(Word):
    """What a client can be shown of a note: what was said and done, never what was seen and sensed
    for the practitioner's own use."""

    CLIENTS_WORDS = "clients_words", "Their own words"
    LESSON = "lesson", "What was done in the lesson"
    RETEST = "retest", "Re-test"
    FELT_CHANGE = "felt_change", "Felt change"
    HOME_MOVEMENTS = "home_movements", "Movements for home"
    PLAN = "plan", "Plan, cautions, referral"
