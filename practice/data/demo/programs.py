"""What somebody of the demo is given to practise."""

from datetime import time
from random import Random

from clients.symptoms.rules import Phase
from practice.core.actor import Actor
from practice.data.demo.people import Person, Post
from sessions.movements.models import Movement
from sessions.programs.services import ItemData, ProgramData

FREE = (
    ("arch_and_flatten", "four_minute_release"),
    ("arch_and_flatten", "back_lift"),
    ("four_minute_release", "arch_and_curl"),
    ("side_curl", "arch_and_flatten"),
)
MORE = ("washrag", "diagonal_arch_and_curl", "alternating_thigh_slides")
INTEGRATE = (
    ("rise_to_stand", "shift_to_walk"),
    ("roll_up_to_sit", "rise_to_stand"),
    ("standing_somatics", "easy_walking"),
    ("rise_to_stand", "easy_walking"),
)
CUES = (
    "After waking, before coffee",
    "When the kettle is on",
    "Before the shoes come off",
    "Once the children are at school",
    "After the news",
)
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)
WORDS = (
    "Slower than you think. Less is enough.",
    "Stop while it is still easy. Three good ones are plenty.",
    "Half the range, twice the time. Rest in between.",
    "Let the breath set the pace. Nothing has to be reached.",
)


class Programs:
    """Programs for one person: freeing, more of it, and integrating."""

    def __init__(self, person: Person, rng: Random) -> None:
        self.person = person
        self.free = rng.choice(FREE)
        self.more = rng.choice(MORE)
        self.integrate = rng.choice(INTEGRATE)
        self.cue = rng.choice(CUES)
        self.words = rng.choice(WORDS)
        self.days = rng.choice((EVERY_DAY, EVERY_DAY, EVERY_DAY[:6]))
        if person.post is not Post.TAKEN:  # a reminder on the very day that the story needs
            self.days = EVERY_DAY

    def first(self, actor: Actor) -> ProgramData:
        """Two movements that free."""
        return self._data(actor, self.free, ())

    def grown(self, actor: Actor) -> ProgramData:
        """One more that frees."""
        return self._data(actor, (*self.free, self.more), ())

    def integrating(self, actor: Actor) -> ProgramData:
        """One that frees stays; two that integrate come."""
        return self._data(actor, self.free[:1], self.integrate)

    def _data(self, actor: Actor, free: tuple[str, ...], integrate: tuple[str, ...]) -> ProgramData:
        rows = Movement.objects.visible_to(actor)
        by_code = {m.built_in_code: m for m in rows}
        items = [
            ItemData(movement=by_code[code], phase=phase, minutes=by_code[code].minutes)
            for phase, codes in ((Phase.FREE, free), (Phase.INTEGRATE, integrate))
            for code in codes
        ]
        times = [time(7, 30), time(21, 0)] if self.person.twice_a_day else [time(7, 30)]
        return ProgramData(
            items=items, days=self.days, times=times, cue=self.cue, note_to_client=self.words
        )
