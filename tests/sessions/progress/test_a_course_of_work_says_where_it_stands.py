"""What a course of work says of its releases and programs is what their own rows say."""

from datetime import timedelta

from clients.records.models import Client, Episode
from clients.records.rules import EpisodeOutcome
from clients.records.services import close_episode
from clients.symptoms.rules import Phase, Side
from practice.core.actor import Actor, acting
from practice.core.clock import today_in
from practice.core.models import RowHistory
from practice.dashboard.client_page import client_page_of
from sessions.notes.models import ReleaseEvent, ReleaseMethod
from sessions.notes.queries import content_of, get_note
from sessions.notes.rules import NoteData, ReleaseData
from sessions.notes.services import record_release, save_draft, start_lesson
from sessions.programs.services import (
    activate_program,
    edit_program,
    end_program,
    pause_program,
    resume_program,
)
from sessions.progress.queries import arc_of_client
from tests.cast import House
from tests.sessions.programs import building
from tests.sessions.progress.standing import wrong_standing


def stored(actor: Actor, episode: Episode) -> Episode:
    """The row as it is now."""
    return Episode.objects.visible_to(actor).get(pk=episode.pk)


def test_a_program_says_that_it_was_begun_and_whether_it_integrates(
    linden: House, nora: Client
) -> None:
    with acting(linden.boss) as boss:
        free = building.item(boss)
        both = (free, building.item(boss, "side_curl", phase=Phase.INTEGRATE, unlock_reason="now"))
        program = building.draft(boss, nora, free)
        episode = program.episode
        assert (stored(boss, episode).started, stored(boss, episode).integrates) == (False, False)
        activate_program(actor=boss, home_program=program)
        assert (stored(boss, episode).started, stored(boss, episode).integrates) == (True, False)
        edit_program(
            actor=boss, home_program=program, data=building.data(*both), version=program.version
        )
        assert stored(boss, episode).integrates
        pause_program(actor=boss, home_program=program)
        assert not stored(boss, episode).integrates
        resume_program(actor=boss, home_program=program)
        assert stored(boss, episode).integrates
        end_program(actor=boss, home_program=program)
        assert (stored(boss, episode).started, stored(boss, episode).integrates) == (True, False)


def test_the_first_release_is_kept_and_taken_back_with_its_note(
    linden: House, nora: Client
) -> None:
    with acting(linden.boss) as boss:
        episode = building.episode_of(boss, nora)
        today = today_in(boss.zone)
        note = start_lesson(actor=boss, client=nora, episode=episode, held_on=today)
        release = ReleaseData(side="left", muscle_group="iliopsoas", method="in_session")
        save_draft(actor=boss, note=note, data=NoteData(releases=(release,)), version=note.version)
        assert stored(boss, episode).released_on == today
        earlier = today - timedelta(days=3)
        record_release(
            actor=boss,
            episode=episode,
            muscle_group="iliopsoas",
            side=Side.RIGHT,
            method=ReleaseMethod.AT_HOME,
            released_on=earlier,
        )
        assert stored(boss, episode).released_on == earlier
        note = get_note(boss, note.pk)
        assert content_of(note).releases == (release,)
        save_draft(actor=boss, note=note, data=NoteData(), version=note.version)
        assert stored(boss, episode).released_on == earlier
        ReleaseEvent.objects.visible_to(boss).filter(note=None).delete()
        again = get_note(boss, note.pk)
        save_draft(
            actor=boss, note=again, data=NoteData(releases=(release,)), version=again.version
        )
        assert stored(boss, episode).released_on == today


def test_what_says_so_already_is_not_written_again(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora)
        before = RowHistory.objects.filter(row_id=program.episode_id).count()
        other = building.data(building.item(boss, "side_curl"))
        edit_program(actor=boss, home_program=program, data=other, version=program.version)
        assert RowHistory.objects.filter(row_id=program.episode_id).count() == before


def test_what_is_closed_stands_as_its_ending_was_judged_by(linden: House, nora: Client) -> None:
    """The program ends after the work: nobody is told that a release waits to be woven in."""
    with acting(linden.boss) as boss:
        woven = building.item(boss, "side_curl", phase=Phase.INTEGRATE, unlock_reason="now")
        program = building.running(boss, nora, building.item(boss), woven)
        episode = program.episode
        building.release(boss, episode)
        close_episode(
            actor=boss,
            episode=stored(boss, episode),
            outcome=EpisodeOutcome.MET,
            reason="",
        )
        end_program(actor=boss, home_program=program)
        closed = stored(boss, episode)
        assert (closed.integrates, closed.standing_release) == (True, None)
        page = client_page_of(boss, nora.pk)
        assert (page.stands_since, page.integrate_url) == (None, "")
        assert "open" not in [stone["state"] for stone in page.arc]
        portal = arc_of_client(boss, nora.pk)
        assert portal is not None
        assert not portal.is_open


def test_every_way_through_leaves_it_right(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora)
        building.release(boss, program.episode)
        assert wrong_standing(boss) == []
        Episode.objects.visible_to(boss).update(integrates=True)
        assert len(wrong_standing(boss)) == 1
