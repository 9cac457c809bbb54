"""What the first practice adds to the library: a movement of its own, a copy, and a retired one."""

from dataclasses import replace

from practice.core.actor import Actor
from sessions.movements.media.services import add_link
from sessions.movements.models import Movement
from sessions.movements.services import MovementData, StepData, add_movement, retire_movement

JAW = MovementData(
    name="Soft Jaw",
    summary="The jaw hangs a little wider, and closes as if nobody did it.",
    start_position="sitting",
    variants=["seated", "floor"],
    sides="together",
    minutes=2,
    cycles=4,
    start="Sit so that your back is carried. Let your tongue lie in the floor of your mouth.",
    steps=[
        StepData("contract", "Let your jaw open, as far as it is easy.", 5),
        StepData("slow_release", "Let it float up again, slower than it went.", 12),
        StepData("rest", "Rest. Lips closed, teeth apart.", 7),
        StepData("sense", "Sense your temples and your neck.", 6),
    ],
    frees=2,
    integrates=1,
    targets=[("neck", "sitting"), ("neck", "lying")],
    aliases=[("Yawn by Halves", "other")],
)
CUSHION = MovementData(
    name="Side Curl with a cushion",
    summary="As the Side Curl, with a cushion under the waist, for whom the floor is too hard.",
    start_position="lying",
    variants=["floor"],
    sides="each_side",
    minutes=2,
    cycles=2,
    start="Lie on your left side, a flat cushion under your waist, hips and knees bent.",
    steps=[
        StepData("contract", "Breathe in. Lift your head with your hand, and your right foot.", 6),
        StepData("slow_release", "Breathe out. Lower both together, slowly and evenly.", 12),
        StepData("rest", "Rest. Let the cushion have your weight.", 6),
        StepData("sense", "Sense the room between your ribs and your hip.", 6),
    ],
    frees=3,
    integrates=1,
    targets=[("waist", "lying"), ("quadratus_lumborum", "lying")],
)
FORMER = replace(
    JAW, name="Jaw in Circles", summary="An earlier try; Soft Jaw is kinder.", aliases=()
)


def keep_movements(owner: Actor) -> None:
    """Let the owner write them, as on the library's pages."""
    jaw = add_movement(actor=owner, data=JAW)
    add_link(
        actor=owner,
        movement=jaw,
        url="https://www.example.org/soft-jaw",
        title="A colleague shows it, in two minutes",
    )
    ours = Movement.objects.visible_to(owner).get(built_in_code="side_curl")
    add_movement(actor=owner, data=CUSHION, copied_from=ours.pk)
    former = add_movement(actor=owner, data=FORMER)
    retire_movement(actor=owner, movement=former, retired=True)
