"""Work closes with how it ended and why: *met* waits for integration, or for a reason."""

from datetime import date
from typing import Any

import pytest

from clients.records.models import Client, Episode
from clients.records.rules import EpisodeOutcome
from clients.records.services import close_episode, keep_standing, open_episode
from practice.core.actor import acting, enter_as
from practice.core.errors import DomainError
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db
STAFF = "practitioner@linden.example"


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def episode(linden: House, nora: Client) -> Episode:
    with acting(linden.boss) as boss:
        return open_episode(actor=boss, client=nora, concern="It pulls.")


def stored(linden: House) -> list[dict[str, Any]]:
    enter_as(linden.boss)
    rows: Any = Episode.objects.visible_to(linden.boss).order_by("id").values()
    return list(rows)


def released(linden: House, episode: Episode, *, integrates: bool = False) -> None:
    with acting(linden.boss) as boss:
        keep_standing(practice_id=boss.practice_id, episode_id=episode.pk, integrates=integrates)
        Episode.objects.visible_to(boss).filter(pk=episode.pk).update(released_on=date(2026, 11, 2))


def close(episode: Episode, outcome: str, reason: str = "") -> Any:
    typed = {"outcome": outcome, "reason": reason}
    return sign_in(STAFF).post(f"/episodes/{episode.pk}/close/", typed, follow=True)


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("met", "goals met"),
        ("partly", "partly met"),
        ("not_met", "not met"),
        ("moved_on", "moved on"),
    ],
)
def test_how_it_ended_and_why_stands_on_the_page(
    linden: House, episode: Episode, outcome: str, told: str
) -> None:
    page = words(close(episode, outcome, "They moved to the coast."))
    part = page[page.index("Work that ended") :]
    assert f'<span class="items__end">{told}</span>' in part
    assert "<q>They moved to the coast.</q>" in part
    (kept,) = stored(linden)
    assert (kept["state"], kept["outcome"]) == ("closed", outcome)
    assert "Work that ended" not in words(
        sign_in("assistant@linden.example").get(f"/clients/{episode.client_id}/")
    )


@pytest.mark.parametrize("outcome", ["partly", "not_met", "moved_on"])
@pytest.mark.parametrize("stands", [False, True])
def test_all_but_met_say_why_beside_the_field(
    linden: House, episode: Episode, outcome: str, *, stands: bool
) -> None:
    if stands:
        released(linden, episode)
    before = stored(linden)
    refused = close(episode, outcome, "  ")
    assert refused.status_code == 422
    assert "Say in a few words why" in str(refused.context["form"].errors["reason"])
    assert stored(linden) == before
    assert close(episode, outcome, "Life.").status_code == 200
    assert stored(linden)[0]["reason"] == "Life."


def test_met_needs_none_while_nothing_stands(linden: House, episode: Episode) -> None:
    assert close(episode, "met").status_code == 200
    assert stored(linden)[0]["outcome"] == "met"


def test_a_reason_longer_than_anybody_reads_closes_nothing(linden: House, episode: Episode) -> None:
    before = stored(linden)
    assert close(episode, "partly", "x" * 2001).status_code == 422
    assert stored(linden) == before


def test_the_timeline_tells_it_and_can_be_narrowed_to_it(linden: House, episode: Episode) -> None:
    close(episode, "moved_on", "They moved to the coast.")
    browser, at = sign_in(STAFF), f"/clients/{episode.client_id}/"
    for query in ("", "?kind=work"):
        page = words(browser.get(f"{at}{query}"))
        line = page[page.index("timeline__body") :]
        assert "Work closed, moved on</h3><p>They moved to the coast.</p>" in line
    assert "Work closed, moved" not in words(browser.get(f"{at}?kind=release"))
    assistant = words(sign_in("assistant@linden.example").get(at))
    assert "They moved to the coast." not in assistant


def test_met_waits_for_integration_or_a_reason(linden: House, episode: Episode) -> None:
    released(linden, episode)
    before = stored(linden)
    refused = close(episode, "met")
    assert refused.status_code == 422
    assert "A release stands without integration" in words(refused)
    assert stored(linden) == before
    assert close(episode, "met", "It holds without.").status_code == 200
    assert stored(linden)[0]["reason"] == "It holds without."


def test_what_is_stored_decides_and_not_what_was_shown(linden: House, episode: Episode) -> None:
    released(linden, episode)  # recorded while the page of before is still open
    with acting(linden.boss) as boss, pytest.raises(DomainError, match="stands without"):
        close_episode(actor=boss, episode=episode, outcome=EpisodeOutcome.MET, reason=" ")
    released(linden, episode, integrates=True)
    with acting(linden.boss) as boss:
        close_episode(actor=boss, episode=episode, outcome=EpisodeOutcome.MET, reason="")
    assert stored(linden)[0]["outcome"] == "met"


def test_a_second_ending_changes_nothing(linden: House, episode: Episode) -> None:
    close(episode, "partly", "For now.")
    before = stored(linden)
    refused = close(episode, "met", "After all.")
    assert refused.status_code == 422
    assert "closed already" in words(refused)
    assert stored(linden) == before
    again = sign_in(STAFF).get(f"/episodes/{episode.pk}/close/", follow=True)
    assert "closed already" in words(again)


def test_there_are_several_in_a_lifetime(linden: House, nora: Client, episode: Episode) -> None:
    close(episode, "met")
    browser = sign_in(STAFF)
    browser.post(f"/clients/{nora.pk}/episodes/new/", {"concern": "A stiff neck."})
    page = words(browser.get(f"/clients/{nora.pk}/"))
    assert "<q>A stiff neck.</q>" in page[: page.index("Work that ended")]
    assert "<q>It pulls.</q>" in page[page.index("Work that ended") :]
    assert [row["state"] for row in stored(linden)] == ["closed", "open"]
