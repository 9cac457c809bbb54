"""What somebody of the demo is given to practise."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from random import Random

from clients.symptoms.rules import Phase
from practice.core.actor import Actor
from practice.data.demo.people import Person, Post
from sessions.movements.models import Movement
from sessions.program_templates.models import ProgramTemplate
from sessions.programs.rules import Dosed
from sessions.programs.services import ItemData, ProgramData
from sessions.programs.templating import Begun
from sessions.understanding.models import UnderstandingCard

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


# Of whom the program shows all that there is: begun from a template, with a card, a side, a reason.
SHOWN_WHOLE = ("Samuel", "Oduya-Brandt")
TEMPLATE, CARD, ONE_SIDED = "freer_centre", "free_then_integrate", "four_minute_release"
BUDGET, LATER = 10, 15


class Programs:
    """Programs for one person: freeing, more of it, and integrating."""

    def __init__(self, person: Person, rng: Random) -> None:
        self.person = person
        self.free = rng.choice(FREE)
        self.more = rng.choice(MORE)
        self.integrate = rng.choice(INTEGRATE)
        self.is_whole = (person.given, person.family) == SHOWN_WHOLE
        if self.is_whole:
            self.free = ("arch_and_flatten", ONE_SIDED)
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
        """One that frees stays, of one person two; two that integrate come."""
        stays = self.free if self.is_whole else self.free[:1]
        return self._data(actor, stays, self.integrate)

    def _data(self, actor: Actor, free: tuple[str, ...], integrate: tuple[str, ...]) -> ProgramData:
        rows = Movement.objects.visible_to(actor)
        by_code = {m.built_in_code: m for m in rows}
        items = [
            ItemData(movement=by_code[code], phase=phase, minutes=by_code[code].minutes)
            for phase, codes in ((Phase.FREE, free), (Phase.INTEGRATE, integrate))
            for code in codes
        ]
        times = [time(7, 30), time(20, 0)] if self.person.twice_a_day else [time(7, 30)]
        data = ProgramData(
            items=items, days=self.days, times=times, cue=self.cue, note_to_client=self.words
        )
        return self._whole(actor, data, early=not integrate) if self.is_whole else data

    def begun(self, actor: Actor) -> Begun:
        """The template it begins from, if from one."""
        if not self.is_whole:
            return Begun()
        return Begun(ProgramTemplate.objects.visible_to(actor).get(built_in_code=TEMPLATE))

    def _whole(self, actor: Actor, data: ProgramData, *, early: bool) -> ProgramData:
        """With a card before it, one movement on a side and so often, and, before anything let go,
        one that integrates, for a reason."""
        card = UnderstandingCard.objects.visible_to(actor).get(built_in_code=CARD)
        items: Sequence[ItemData] = [
            replace(one, side=Dosed.LEFT.value, repetitions=4)
            if one.movement and one.movement.built_in_code == ONE_SIDED
            else one
            for one in data.items
        ]
        read = ItemData(card=card, phase=Phase.UNDERSTAND, note="Once, before you begin.")
        if early:
            walking = Movement.objects.visible_to(actor).get(built_in_code="easy_walking")
            why = "He walks to work anyway, and it is easy for him."
            items = [
                *items,
                ItemData(movement=walking, phase=Phase.INTEGRATE, minutes=3, unlock_reason=why),
            ]
        return replace(data, items=[read, *items], minutes_budget=BUDGET if early else LATER)
