"""What happened to a client, as far as it was read: one timeline of all of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from clients.files.queries import ToldFile
from clients.intake.queries import ToldIntake
from clients.measures.queries import MeasuredDay
from clients.merging.queries import ToldMerge
from clients.person_notes.queries import ToldPersonNote
from clients.records.models import Client, Episode
from clients.red_flags.queries import Decided, RaisedFlag, ToldAsking
from clients.sensing.queries import Discovery
from clients.texts.queries import ToldSaid
from practice.dashboard.at_home import discovery_entries, soreness_entries
from practice.dashboard.happenings import (
    agreement_entries,
    asking_entries,
    file_entries,
    flare_entries,
    intake_entries,
    letter_entries,
    log_entries,
    measure_entries,
    merge_entries,
    note_entries,
    person_entries,
    program_entries,
    release_entries,
    safety_entries,
    work_entries,
)
from practice.dashboard.timeline import KIND_WORDS, Entry, Kind, Way, newest_first
from sessions.check_ins.queries import ToldSoreness
from sessions.flares.queries import ToldFlare
from sessions.letters.queries import ToldLetter
from sessions.notes.told import ToldNote, ToldRelease
from sessions.practice_logs.queries import ToldLog
from sessions.programs.queries import ToldProgram

MOST = 20  # lines of the timeline; the days before them are one press away
MOST_EARLIER = 500


@dataclass(frozen=True, kw_only=True)
class History:
    """What happened, kind by kind, the newest first. What the role may not see is empty."""

    client: Client
    episodes: Sequence[Episode] = field(default_factory=list)
    intakes: Sequence[ToldIntake] = field(default_factory=list)
    notes: Sequence[ToldNote] = field(default_factory=list)
    programs: Sequence[ToldProgram] = field(default_factory=list)
    releases: Sequence[ToldRelease] = field(default_factory=list)
    logs: Sequence[ToldLog] = field(default_factory=list)
    flares: Sequence[ToldFlare] = field(default_factory=list)
    soreness: Sequence[ToldSoreness] = field(default_factory=list)
    discoveries: Sequence[Discovery] = field(default_factory=list)
    person_notes: Sequence[ToldPersonNote] = field(default_factory=list)
    flags: Sequence[RaisedFlag] = field(default_factory=list)
    decided: Sequence[Decided] = field(default_factory=list)
    asked: Sequence[ToldAsking] = field(default_factory=list)
    files: Sequence[ToldFile] = field(default_factory=list)
    letters: Sequence[ToldLetter] = field(default_factory=list)
    measured: Sequence[MeasuredDay] = field(default_factory=list)
    said: Sequence[ToldSaid] = field(default_factory=list)
    merged: Sequence[ToldMerge] = field(default_factory=list)
    zone: str = "UTC"
    tells: bool = False
    most: int = MOST
    kind: Kind | None = None

    @cached_property
    def timeline(self) -> list[Entry]:
        """All of it by day, newest first."""
        papers = [*file_entries(self.files, self.zone), *letter_entries(self.letters, self.zone)]
        told = {
            Kind.LESSON: note_entries(self.notes),
            Kind.RELEASE: release_entries(self.releases),
            Kind.PRACTICE: newest_first(
                [log_entries(self.logs), soreness_entries(self.soreness)], self.most
            ),
            Kind.FELT: discovery_entries(self.client.pk, self.discoveries),
            Kind.PROGRAM: [*program_entries(self.programs), *flare_entries(self.flares, self.zone)],
            Kind.INTAKE: intake_entries(self.intakes, self.zone),
            Kind.PERSON: person_entries(self.person_notes, self.zone),
            Kind.WORK: work_entries(self.episodes),
            Kind.SAFETY: [
                *safety_entries(self.decided, self.flags),
                *asking_entries(self.asked),
            ],
            Kind.FILE: papers,
            Kind.MEASURE: measure_entries(self.measured, self.client.pk),
            Kind.AGREEMENT: agreement_entries(self.client.pk, self.said, self.zone),
            Kind.RECORD: merge_entries(self.merged, self.zone),
        }
        kinds = [self.kind] if self.kind else list(told)
        return newest_first([told[kind] for kind in kinds], self.most)

    @property
    def goes_on(self) -> bool:
        """Whether there may be more than the timeline shows."""
        return self.most == MOST and len(self.timeline) == MOST

    @property
    def ways(self) -> list[Way]:
        """How the timeline can be narrowed; what was earlier stays shown."""
        all_of_it = Way(_("Everything"), self._url(None), self.kind is None)
        told = {k: word for k, word in KIND_WORDS.items() if self.tells or k is Kind.PERSON}
        kinds = (Way(word, self._url(k), self.kind is k) for k, word in told.items())
        return [all_of_it, *kinds]

    @property
    def earlier_url(self) -> str:
        """The same, with what was earlier too."""
        return self._url(self.kind, earlier=True)

    def _url(self, kind: Kind | None, *, earlier: bool = False) -> str:
        asked = {"kind": kind.value} if kind else {}
        if earlier or self.most > MOST:
            asked["earlier"] = "1"
        return f"?{urlencode(asked)}#h-time"
