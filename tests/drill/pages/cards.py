"""Cards as somebody fills them: with all there is room for, or with words without a space."""

from practice.core.actor import Actor, acting
from sessions.understanding.models import NextSteps, UnderstandingCard
from sessions.understanding.queries import A_PAGE
from sessions.understanding.rules import (
    BODY_LENGTH,
    MOST_POINTS,
    POINT_LENGTH,
    SUMMARY_LENGTH,
    TITLE_LENGTH,
)
from sessions.understanding.services import CardData, write_card, write_next_steps
from tests.cast import House

SAID = "Let it hang, and feel how the breath goes on by itself. "


def _said(letters: int) -> str:
    return (SAID * (letters // len(SAID) + 1))[:letters].strip()


def fill_cards(house: House) -> UnderstandingCard:
    """More cards than a page of the list holds, each with all there is room for; the last one."""
    column = "\n".join(_said(POINT_LENGTH) for _point in range(MOST_POINTS))
    heaviest = "free_then_integrate"
    data = CardData(
        title=_said(TITLE_LENGTH),
        summary=_said(SUMMARY_LENGTH),
        body=_said(BODY_LENGTH),
        healthy=column,
        tight=column,
        drawing=heaviest,
        link=f"https://example.org/{'a' * 200}",
        source=_said(200),
        author=_said(120),
        licence=_said(120),
        offered_to_all=True,
    )
    with acting(house.boss) as boss:
        cards = [write_card(actor=boss, data=data) for _card in range(A_PAGE + 5)]
        link, body = data.link, data.body
        write_next_steps(
            actor=boss, title=data.title, body=body, link=link, is_offered=True, version=1
        )
    return cards[-1]


def spoil_cards(boss: Actor, word: str, line: str, story: str) -> None:
    """Words without a space, wherever somebody may write one."""
    mine = {"practice_id": boss.practice_id}
    own = UnderstandingCard._base_manager.filter(built_in_version=0, **mine)
    own.update(
        title=word[:TITLE_LENGTH],
        summary=line[:SUMMARY_LENGTH],
        body=story,
        healthy=f"{line}\n{word}",
        tight=f"{word}\n{line}",
        source=line,
        author=word,
        licence=word,
        link=f"https://{word[:60].lower()}.example/{line}",
    )
    NextSteps._base_manager.filter(**mine).update(title=word[:TITLE_LENGTH], body=story)
