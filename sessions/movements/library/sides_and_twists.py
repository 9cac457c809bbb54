"""The sides of the body and its turning, lying on the floor."""

from clients.symptoms.rules import Contraindication, Position, Transition
from sessions.movements.rules import Alias, BuiltInMovement, Lineage, Sides, Step, StepKind, Target

_CONTRACT, _RELEASE = StepKind.CONTRACT, StepKind.SLOW_RELEASE
_REST, _SENSE = StepKind.REST, StepKind.SENSE
_LYING = Position.LYING

SIDE_CURL = BuiltInMovement(
    code="side_curl",
    name="Side Curl",
    summary="The upper waist gathers head and foot, then lets them down slowly.",
    position=_LYING,
    sides=Sides.EACH_SIDE,
    minutes=3,
    cycles=3,
    start="Lie on your left side, head on your left arm, hips and knees bent like on a chair. "
    "Reach your right arm over your head, hand near your left ear.",
    steps=(
        Step(_CONTRACT, "Breathe in. Lift your head with your hand, and your right foot.", 6),
        Step(_RELEASE, "Breathe out. Lower head and foot together, slowly and evenly.", 12),
        Step(_REST, "Rest. Let your knees and your head lie heavy.", 6),
        Step(_SENSE, "Sense the room between your ribs and your hip.", 6),
    ),
    release=3,
    integration=1,
    targets=(
        Target("waist", _LYING),
        Target("quadratus_lumborum", _LYING),
        Target("abductors", _LYING),
        Target("waist", Position.STANDING),
        Target("waist", Transition.STANDING_TO_WALKING),
    ),
    source="massage1st.com, Cat Stretch 5; somatics.org/node/124",
    drawing="side_curl",
    aliases=(Alias("Side Bend", Lineage.HANNA),),
)

WASHRAG = BuiltInMovement(
    code="washrag",
    name="Washrag",
    summary="Knees and arms roll opposite ways, so that the trunk wrings softly.",
    position=_LYING,
    sides=Sides.ALTERNATING,
    minutes=3,
    cycles=3,
    start="Lie on your back with your knees bent and your arms out wide on the floor.",
    steps=(
        Step(_CONTRACT, "Let both knees lean right. Roll your left palm up, your right down.", 6),
        Step(_RELEASE, "Come back to the middle slowly, the low back last.", 11),
        Step(_CONTRACT, "Let both knees lean left. Roll your right palm up, your left down.", 6),
        Step(_RELEASE, "Come back to the middle, slower still.", 11),
        Step(_REST, "Rest with your knees tall and easy.", 10),
        Step(_SENSE, "Sense how your spine lies, from tail to head.", 10),
    ),
    release=2,
    integration=2,
    targets=(
        Target("waist", _LYING),
        Target("deep_spinal", _LYING),
        Target("shoulders", _LYING),
        Target("waist", Position.WALKING),
    ),
    source="dorestorativeyoga.blogspot.com, December 2012",
    drawing="washrag",
    aliases=(Alias("Washcloth", Lineage.CLINICAL),),
    contraindications=(Contraindication.TWIST, Contraindication.LYING_SUPINE),
)

SIDES_AND_TWISTS = (SIDE_CURL, WASHRAG)
