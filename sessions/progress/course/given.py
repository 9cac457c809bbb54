"""What every part is told from: the course as it was read, the period, and what is asked for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clients.records.models import Episode
from sessions.progress.course.drawing import Band
from sessions.progress.course.parts import Numbers, Period, ProgressPart
from sessions.progress.course.reading import Answered, Course, Lesson, Program, Release
from sessions.progress.queries import arc_of_episode

ROWS_SHOWN, ROWS_MOST = 8, 150  # of a table: the newest, and what "all of it" shows
EVERYTHING = "everything"  # where no link leads on, on paper: every part whole


def day_words(day: date) -> str:
    """A day as it is written."""
    return date_format(day, "DATE_FORMAT")


@dataclass(frozen=True)
class Given:
    """The course of a client and the courses of work in the period; `everything` names the part
    whose tables are shown whole, or is "everything". `alone`: how many judgements of a change are
    kept until the other one's is in."""

    course: Course
    period: Period
    episodes: Sequence[Episode]
    answers: Sequence[Answered] = ()
    everything: str = ""
    alone: int = 0

    def whole(self, part: ProgressPart) -> bool:
        """Whether the tables of a part are shown whole."""
        return self.everything in (part, EVERYTHING)

    @cached_property
    def ids(self) -> set[UUID]:
        """The courses of work it is about."""
        return {episode.pk for episode in self.episodes}

    def of(self, *codes: str) -> list[Answered]:
        """The answers to some instruments, the oldest first."""
        return [one for one in self.answers if one.told.instrument_code in codes]

    @cached_property
    def lessons(self) -> list[Lesson]:
        """The lessons of the period, the oldest first."""
        return [one for one in reversed(self.course.lessons) if one.episode_id in self.ids]

    @cached_property
    def releases(self) -> list[Release]:
        """The first release of each muscle group and side, the oldest first."""
        first: dict[tuple[UUID, str], Release] = {}
        for one in reversed(self.course.releases):
            if one.episode_id in self.ids:
                first.setdefault((one.episode_id, one.what), one)
        return list(first.values())

    @cached_property
    def programs(self) -> list[Program]:
        """The programs of the period."""
        return [one for one in self.course.programs if one.episode_id in self.ids]

    @cached_property
    def bands(self) -> list[Band]:
        """The phases of each course of work as far as their days are known, the oldest first."""
        found: list[Band] = []
        for episode in sorted(self.episodes, key=lambda one: (one.opened_on, str(one.pk))):
            found += self._phases(episode)
        return found

    def _phases(self, episode: Episode) -> Iterator[Band]:
        end = episode.closed_on or self.course.today
        begun = [one.plan.first for one in self.programs if one.episode_id == episode.pk]
        started = min(begun, default=None)
        # Not as the row of it says: that counts a release whose author keeps it to themselves.
        let_go = [one.day for one in self.releases if one.episode_id == episode.pk]
        released = min(let_go, default=None)
        stands = arc_of_episode(episode, self.course.client.state).is_open
        last = (_("Open"), "open") if stands else (_("Integrate"), "integrate")
        begins = [(episode.opened_on, _("Understand"), "understand")]
        if started is not None and (released is None or started < released):
            begins.append((max(started, episode.opened_on), _("Free"), "free"))
        if released is not None:
            begins.append((max(released, episode.opened_on), *last))
        ends = [day for day, *_rest in begins[1:]]
        for (day, name, kind), until in zip(begins, [*ends, end], strict=True):
            yield Band(name, kind, day, max(until, day))

    def numbers[T](
        self,
        part: ProgressPart,
        caption: str,
        names: Sequence[str],
        told: Sequence[T],
        row: Callable[[T], Sequence[str]],
        *,
        shown: int = ROWS_SHOWN,
        whole: int = ROWS_MOST,
    ) -> Numbers:
        """A table of the newest of what is `told`, or, where all of it is asked for, of
        `whole` of it; only
        what is shown is put into words."""
        most = whole if self.whole(part) else shown
        left = max(len(told) - most, 0)
        return Numbers(
            caption, names, [row(one) for one in told[:most]], left, part if left else ""
        )
